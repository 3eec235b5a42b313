import CountersignAPI

/// The calls of the bank's API whose signatures are judged, or from whose answers something is learned.
enum GuardedEndpoint {
    static let all: [Endpoint] =
        [
            .confirmChangeRequest, .verifyDeviceChallenge, .verifySignatureChallenge, .addDeviceKey, .bindDevice,
            .authorizeChangeRequest, .createDeviceChallenge, .deleteDevice,
        ] + Endpoint.dialect

    /// What a request comes to.
    enum Match: Equatable {
        case guarded(Endpoint, [Identifier])
        /// Nothing that concerns the pre-validator.
        case other
        /// What one server may take for a guarded call and another may not; with what was expected instead.
        case disguised(String)
    }

    /// - Parameter target: path and query as they stand in the request.
    static func match(_ method: String, _ target: String) -> Match {
        let method = method.uppercased()
        let path = String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
        guard !target.utf8.contains(UInt8(ascii: "#")), let segments = segments(path) else {
            return .disguised(
                "expected a path from its first slash on, without a fragment, its segments of visible ASCII, encoded "
                    + #"once at most, without / \ % ; ? # and none of them empty or of dots"#)
        }
        var isKnown = false
        for endpoint in all {
            guard let ids = endpoint.ids(in: path) else { continue }
            isKnown = true
            guard endpoint.method.rawValue == method else { continue }
            guard path.utf8.count == target.utf8.count else { return expected(endpoint, "without a query") }
            return .guarded(endpoint, ids)
        }
        // Who reads confirms nothing, and the bank may know more such calls than are known here.
        let isReading = ["GET", "HEAD", "OPTIONS"].contains(method)
        if isReading, isKnown { return .other }
        if let endpoint = all.first(where: { resembles($0, segments) }) {
            return expected(endpoint, "in this spelling")
        }
        if !isReading, let endpoint = all.first(where: { $0.method != .get && beginsLike($0, segments[...]) }) {
            return expected(endpoint, "and nothing behind it")
        }
        if !isReading, let endpoint = all.first(where: { $0.method != .get && isBehind($0, segments) }) {
            return expected(endpoint, "and nothing before it")
        }
        return .other
    }

    private static func expected(_ endpoint: Endpoint, _ how: String) -> Match {
        .disguised("expected \(endpoint.method.rawValue) \(endpoint.template) \(how)")
    }

    /// The path's segments, decoded, without the empty one behind a slash at its end; nil for a path that two servers
    /// may read differently.
    ///
    /// They do not agree on what comes first: to decode, once or twice; to merge slashes, or to take the name behind
    /// two of them for an authority (URL libraries); to go up at dots; to cut off parameters; to end at a NUL, a blank
    /// or the end of a line; to fold Unicode to ASCII. Where nothing of that is there, all read the same.
    private static func segments(_ path: String) -> [String]? {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count > 1, parts.removeFirst().isEmpty else { return nil }
        if parts.last?.isEmpty == true { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let text = PercentEncoding.decode(part, plusIsSpace: false), isPlain(text) else { return nil }
            segments.append(text)
        }
        return segments
    }

    private static func isPlain(_ segment: String) -> Bool {
        let special = #"/\%;?#"#.utf8
        return !segment.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
            && segment.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !special.contains($0) }
    }

    /// Whether a lenient server may read these segments as the endpoint's path, whatever the method: it may overlook
    /// case, and extensions and what else follows a name.
    private static func resembles(_ endpoint: Endpoint, _ segments: [String]) -> Bool {
        let names = names(of: endpoint)
        return names.count == segments.count && zip(names, segments).allSatisfy { isTaken($1, for: $0) }
    }

    /// Whether a server that compares beginnings only may read these segments as the endpoint's path: more segments
    /// follow, or more characters its last name.
    private static func beginsLike(_ endpoint: Endpoint, _ segments: ArraySlice<String>) -> Bool {
        let names = names(of: endpoint)
        guard let last = names.lastIndex(where: { !isParameter($0) }), names.count <= segments.count else {
            return false
        }
        return zip(names[..<last], segments).allSatisfy { isTaken($1, for: $0) }
            && segments[segments.startIndex + last].utf8.lowercasedASCII.starts(with: names[last])
    }

    /// Whether a server that takes its own script for the first segments (`/index.php/v1/…`) may read the others as
    /// the endpoint's path.
    private static func isBehind(_ endpoint: Endpoint, _ segments: [String]) -> Bool {
        segments.indices.dropFirst().contains { beginsLike(endpoint, segments[$0...]) }
    }

    private static func names(of endpoint: Endpoint) -> [Substring.UTF8View] {
        endpoint.template.utf8.split(separator: UInt8(ascii: "/"))
    }

    private static func isParameter(_ name: Substring.UTF8View) -> Bool { name.first == UInt8(ascii: "{") }

    /// Whether a lenient server may take the segment for that name or for any parameter.
    private static func isTaken(_ segment: String, for name: Substring.UTF8View) -> Bool {
        isParameter(name) || segment.utf8.lowercasedASCII.prefix(while: isOfName).elementsEqual(name)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
