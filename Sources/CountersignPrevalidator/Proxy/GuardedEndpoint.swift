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
        /// The path of a guarded call in another spelling, which the bank may or may not take for the same.
        case disguised
    }

    static func match(_ method: String, _ path: String) -> Match {
        let method = method.uppercased()
        for endpoint in all where endpoint.method.rawValue == method {
            if let ids = endpoint.ids(in: path) { return .guarded(endpoint, ids) }
        }
        guard let plain = plainSpelling(path), plain != path else { return .other }
        return all.contains { $0.ids(in: plain) != nil } ? .disguised : .other
    }

    /// The path as a lenient server may read it: decoded, in lower case, without empty and dotted segments and
    /// without parameters. Nil where nothing can be made of it.
    private static func plainSpelling(_ path: String) -> String? {
        var segments: [Substring] = []
        guard let decoded = decoded(path) else { return nil }
        let parts = decoded.lowercased().split(whereSeparator: { $0 == "/" || $0 == "\\" })
        for part in parts {
            let name = part.prefix { $0 != ";" }
            switch name {
            case "", ".": continue
            case "..": _ = segments.popLast()
            default: segments.append(name)
            }
        }
        return segments.reduce(into: "") { $0 += "/" + $1 }
    }

    private static func decoded(_ path: String) -> String? {
        var bytes = Array(path.utf8)
        // Twice, for who decodes twice.
        for _ in 0..<2 {
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
            bytes = result
        }
        return String(validating: bytes, as: UTF8.self)
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
