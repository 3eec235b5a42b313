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
        /// What the bank may or may not take for a guarded call; with what was expected instead.
        case disguised(String)
    }

    /// - Parameter target: path and query as they stand in the request.
    static func match(_ method: String, _ target: String) -> Match {
        let method = method.uppercased()
        guard target.utf8.first == UInt8(ascii: "/"), !target.utf8.contains(UInt8(ascii: "#")) else {
            return .disguised("expected a path from its first slash on, without a fragment")
        }
        let path = String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
        for endpoint in all where endpoint.method.rawValue == method {
            guard let ids = endpoint.ids(in: path) else { continue }
            guard path.utf8.count == target.utf8.count else { return expected(endpoint, "without a query") }
            guard ids.allSatisfy(isPlain) else { return expected(endpoint, "with ids of plain characters") }
            return .guarded(endpoint, ids)
        }
        guard PercentEncoding.decode(path.utf8, plusIsSpace: false) != nil, let segments = segments(path) else {
            return .disguised("expected a path whose escapes are UTF-8, encoded once")
        }
        guard let endpoint = all.first(where: { resembles($0, segments) }) else { return .other }
        // Who reads confirms nothing, and the bank may know more such calls than are known here.
        if all.contains(where: { $0.ids(in: path)?.allSatisfy(isPlain) == true }),
            ["GET", "HEAD", "OPTIONS"].contains(method)
        {
            return .other
        }
        return expected(endpoint, "in this spelling")
    }

    private static func expected(_ endpoint: Endpoint, _ how: String) -> Match {
        .disguised("expected \(endpoint.method.rawValue) \(endpoint.template) \(how)")
    }

    /// Whether nobody takes the id for anything but one segment of a path.
    private static func isPlain(_ id: Identifier) -> Bool {
        let special = "/\\%;?#".utf8
        return id.text != "." && id.text != ".."
            && id.text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !special.contains($0) }
    }

    /// Whether a lenient server may read these segments as the endpoint's path, whatever the method: parameters,
    /// extensions and what else follows a name count for nothing.
    private static func resembles(_ endpoint: Endpoint, _ segments: [[UInt8]]) -> Bool {
        let names = endpoint.template.utf8.split(separator: UInt8(ascii: "/"))
        guard names.count == segments.count else { return false }
        return zip(names, segments).allSatisfy { name, segment in
            name.first == UInt8(ascii: "{") || segment.prefix(while: isOfName).elementsEqual(name)
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }

    /// The path's segments as a lenient server may read them: decoded, in lower case, of visible ASCII only and up to
    /// white space, without empty and dotted ones and without parameters. Nil where it is encoded over and over.
    private static func segments(_ path: String) -> [[UInt8]]? {
        var segments: [[UInt8]] = []
        guard let decoded = decoded(path) else { return nil }
        let parts = decoded.lowercasedASCII.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        for part in parts {
            let name = part.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ";") }
                .filter { $0 < 0x7F }
            switch String(decoding: name, as: UTF8.self) {
            case "", ".": continue
            case "..": _ = segments.popLast()
            default: segments.append(name)
            }
        }
        return segments
    }

    /// Decoded until nothing changes any more, for who decodes more than once.
    private static func decoded(_ path: String) -> [UInt8]? {
        var bytes = Array(path.utf8)
        for _ in 0..<8 {
            var result: [UInt8] = []
            var rest = bytes[...]
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "%"), let value = hexByte(rest.prefix(2)) {
                    result.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    result.append(byte)
                }
            }
            if result.count == bytes.count { return bytes }
            bytes = result
        }
        return nil
    }

    private static func hexByte(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        var value: UInt8 = 0
        for digit in digits {
            switch digit {
            case 0x30...0x39: value = value << 4 | (digit - 0x30)
            case 0x41...0x46, 0x61...0x66: value = value << 4 | ((digit | 0x20) - 0x57)
            default: return nil
            }
        }
        return value
    }
}
