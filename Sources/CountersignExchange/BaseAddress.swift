/// The address that a path is appended to: scheme, host, port and perhaps a path of its own.
package struct BaseAddress: Sendable, Equatable {
    /// Why a text is no such address.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    /// Without a slash at its end.
    package let text: String

    /// - Parameter allowsPlainHTTP: whether `http` may go to another machine.
    /// - Throws: ``Refusal``.
    package init(_ address: String, allowsPlainHTTP: Bool) throws(Refusal) {
        var bytes = address.utf8[...]
        let isSecure = Self.drop("https://", from: &bytes)
        guard isSecure || Self.drop("http://", from: &bytes) else {
            throw Self.wrong(address, "expected https:// or http://")
        }
        // A query, a fragment and a user's name have no place here; nor has anything that would need escaping.
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#@\\\"<>^`{|}".utf8.contains($0) }) else {
            throw Self.wrong(address, "expected scheme, host, port and path only")
        }
        let authority = bytes.prefix { $0 != UInt8(ascii: "/") }
        let host = try Self.host(of: authority, in: address)
        guard isSecure || allowsPlainHTTP || Self.isThisMachine(host) else {
            throw Self.wrong(address, "expected https, for a token would travel in the clear to \(host)")
        }
        while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
        text = (isSecure ? "https://" : "http://") + String(decoding: bytes, as: UTF8.self)
    }

    private static func host(of authority: Substring.UTF8View, in address: String) throws(Refusal) -> String {
        let bracket = authority.lastIndex(of: UInt8(ascii: "]"))
        let colon = authority.lastIndex(of: UInt8(ascii: ":"))
        var host = authority
        if let colon, bracket.map({ $0 < colon }) ?? true {
            let port = authority[authority.index(after: colon)...]
            let isNumber = port.allSatisfy { (0x30...0x39).contains($0) }
            guard isNumber, let number = UInt16(String(decoding: port, as: UTF8.self)), number > 0 else {
                throw wrong(address, "expected a port from 1 to 65535")
            }
            host = authority[..<colon]
        }
        guard !host.isEmpty, isName(host) || isBracketed(host) else { throw wrong(address, "expected a host") }
        return String(decoding: host, as: UTF8.self).lowercased()
    }

    private static func isName(_ host: Substring.UTF8View) -> Bool { host.allSatisfy { !"[]:%".utf8.contains($0) } }

    private static func isBracketed(_ host: Substring.UTF8View) -> Bool {
        host.count > 2 && host.first == UInt8(ascii: "[") && host.last == UInt8(ascii: "]")
            && isAddress(host.dropFirst().dropLast())
    }

    private static func isAddress(_ inner: Substring.UTF8View) -> Bool {
        inner.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }

    private static func isThisMachine(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func drop(_ prefix: String, from bytes: inout Substring.UTF8View) -> Bool {
        guard bytes.count >= prefix.utf8.count,
            zip(bytes, prefix.utf8).allSatisfy({ $0 == $1 || ($0 >= 0x41 && $0 <= 0x5A && $0 | 0x20 == $1) })
        else { return false }
        bytes = bytes.dropFirst(prefix.utf8.count)
        return true
    }

    private static func wrong(_ address: String, _ reason: String) -> Refusal {
        Refusal(description: "address '\(address.prefix(200))': \(reason)")
    }
}
