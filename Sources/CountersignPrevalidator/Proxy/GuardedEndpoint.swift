import CountersignAPI

/// The calls of the bank's API whose signatures are judged, or from whose answers something is learned.
enum GuardedEndpoint {
    static let all: [Endpoint] =
        [
            .confirmChangeRequest, .verifyDeviceChallenge, .verifySignatureChallenge, .addDeviceKey, .bindDevice,
            .authorizeChangeRequest, .createDeviceChallenge, .deleteDevice,
        ] + Endpoint.dialect

    /// Their paths, name by name.
    private static let patterns = all.map { endpoint in
        (endpoint: endpoint, names: endpoint.template.utf8.split(separator: UInt8(ascii: "/")))
    }

    /// No documented path has a third of them.
    private static let mostSegments = 32
    /// Bytes of a query with a call that writes; no documented one has any.
    private static let longestQuery = 2048

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
        // HTTP libraries take no answer to it for one with a body, and read the body as the next caller's answer.
        guard method != "CONNECT" else { return .disguised("expected any method but CONNECT") }
        let path = String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
        guard !target.utf8.contains(UInt8(ascii: "#")), let segments = segments(path) else {
            return .disguised(
                "expected a path from its first slash on, without a fragment, its segments of visible ASCII, encoded "
                    + #"once at most, without / \ % ; ? #, none of them empty or of dots, and at most 32"#)
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
        if let pattern = patterns.first(where: { resembles($0.names, segments) }) {
            return expected(pattern.endpoint, "in this spelling")
        }
        guard !isReading else { return .other }
        let writing = patterns.filter { $0.endpoint.method != .get }
        if let pattern = writing.first(where: { beginsLike($0.names, segments[...]) }) {
            return expected(pattern.endpoint, "and nothing behind it")
        }
        if let pattern = writing.first(where: { isBehind($0.names, segments.dropFirst()) }) {
            return expected(pattern.endpoint, "and nothing before it")
        }
        guard target.utf8.count - path.utf8.count <= longestQuery else {
            return .disguised("expected a query of at most \(longestQuery) bytes with \(method)")
        }
        let routes = routes(inQueryOf: target)
        if let pattern = writing.first(where: { pattern in routes.contains { isBehind(pattern.names, $0) } }) {
            return expected(pattern.endpoint, "and not in a query")
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
        guard parts.count <= mostSegments else { return nil }
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

    /// What a server that takes its routes from the query (`/index.php?/v1/…`, `?r=v1/…`) may find there.
    private static func routes(inQueryOf target: String) -> [ArraySlice<String>] {
        let query = target.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()
        return query.split { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") }
            .compactMap { PercentEncoding.decode($0, plusIsSpace: true) }
            .map { $0.split(separator: "/").prefix(mostSegments).map(String.init)[...] }
    }

    /// Whether a lenient server may read these segments as the path of these names, whatever the method: it may
    /// overlook case, and extensions and what else follows a name.
    private static func resembles(_ names: [Substring.UTF8View], _ segments: [String]) -> Bool {
        names.count == segments.count && zip(names, segments).allSatisfy { isTaken($1, for: $0) }
    }

    /// Whether a server that compares beginnings only may read these segments as the path of these names: more
    /// segments follow, or more characters its last name.
    private static func beginsLike(_ names: [Substring.UTF8View], _ segments: ArraySlice<String>) -> Bool {
        guard let last = names.lastIndex(where: { !isParameter($0) }), names.count <= segments.count else {
            return false
        }
        return zip(names[..<last], segments).allSatisfy { isTaken($1, for: $0) }
            && segments[segments.startIndex + last].utf8.lowercasedASCII.starts(with: names[last])
    }

    /// Whether a server that takes its own script for the first segments (`/index.php/v1/…`) may read the others as
    /// the path of these names.
    private static func isBehind(_ names: [Substring.UTF8View], _ segments: ArraySlice<String>) -> Bool {
        segments.indices.contains { beginsLike(names, segments[$0...]) }
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
