import CountersignAPI

/// The address of a receiver, read strictly: what two programs could read in two ways is refused.
struct WebhookURL: Sendable, Equatable {
    enum Scheme: String, Sendable { case http, https }

    let text: String
    let scheme: Scheme
    /// Without the brackets of an IPv6 address.
    let host: String
    let port: Int

    /// Bytes of an address.
    static let longest = 2048

    /// - Throws: ``BankFault`` 400 `invalid_webhook_url`.
    init(_ text: String) throws(BankFault) {
        guard text.utf8.count <= Self.longest else { throw .webhook("expected at most \(Self.longest) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"\\\"<>^`{|}".utf8.contains($0) }) else {
            throw .webhook("expected ASCII without spaces and control characters")
        }
        guard let mark = text.firstIndex(of: ":"), text[mark...].utf8.starts(with: "://".utf8),
            let scheme = Scheme(rawValue: text[..<mark].lowercased())
        else { throw .webhook("expected an address that begins with https://") }
        let rest = text[text.index(mark, offsetBy: 3)...]
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.contains("@") else { throw .webhook("expected no user name") }
        guard !rest.contains("#") else { throw .webhook("expected no fragment") }
        let (host, port) = try Self.split(authority)
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port ?? (scheme == .https ? 443 : 80)
    }

    private static func split(_ authority: Substring) throws(BankFault) -> (host: String, port: Int?) {
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { throw .webhook("expected ']' behind an IPv6 address") }
            let host = String(authority[authority.index(after: authority.startIndex)..<end])
            guard NetworkAddress(host)?.isIPv6 == true else { throw .webhook("expected an IPv6 address in brackets") }
            return (host, try port(authority[authority.index(after: end)...]))
        }
        let host = authority.prefix { $0 != ":" }
        guard isName(host) else { throw .webhook("expected a host name, or an IP address in its usual form") }
        return (String(host), try port(authority[host.endIndex...]))
    }

    /// Labels of letters, digits and inner hyphens. A last label that is a number makes it an address, and then only
    /// the form of four decimal parts is taken: `127.1`, `2130706433` and `0x7f000001` are loopback to some readers.
    private static func isName(_ host: Substring) -> Bool {
        guard !host.isEmpty, host.utf8.count <= 253 else { return false }
        let labels = (host.last == "." ? host.dropLast() : host).split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last?.lowercased() else { return false }
        if last.utf8.first.map({ (0x30...0x39).contains($0) }) == true {
            return host.last != "." && NetworkAddress(String(host)) != nil
        }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || byte == 0x2D || byte == 0x5F
                }
        }
    }

    private static func port(_ text: Substring) throws(BankFault) -> Int? {
        if text.isEmpty { return nil }
        guard text.first == ":", text.utf8.count <= 6, text.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(text.dropFirst()), (1...65535).contains(port)
        else { throw .webhook("expected a port from 1 to 65535") }
        return port
    }
}

extension BankFault {
    /// 400 for an address that cannot be a receiver.
    static func webhook(_ reason: String) -> BankFault { BankFault(.invalidWebhookURL, reason, field: "url") }

    /// 400 for an address that must not be one.
    static func unsafeWebhook(_ reason: String) -> BankFault { BankFault(.unsafeWebhookURL, reason, field: "url") }
}
