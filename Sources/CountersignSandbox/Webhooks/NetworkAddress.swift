#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// An IP address and what kind of place it leads to.
struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 bytes, or 16.
    let bytes: [UInt8]

    /// Reads the canonical forms only: four decimal parts, or IPv6 without brackets and zone. Nil for anything else.
    init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            bytes = withUnsafeBytes(of: &v4) { Array($0) }
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            bytes = withUnsafeBytes(of: &v6) { Array($0) }
        } else {
            return nil
        }
    }

    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    var isIPv6: Bool { bytes.count == 16 }

    var description: String {
        if !isIPv6 { return bytes.map { String($0) }.joined(separator: ".") }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        return bytes.withUnsafeBytes { source in
            guard inet_ntop(AF_INET6, source.baseAddress, &text, socklen_t(text.count)) != nil else { return "::" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// What kind of place an address leads to.
    enum Reach: Sendable, Equatable {
        /// This machine.
        case loopback
        /// A network behind a router: 10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7.
        case local
        /// Never a receiver of webhooks: unspecified, link-local (a cloud's metadata service), multicast, reserved.
        case forbidden
        case global
    }

    var reach: Reach {
        if let embedded { return embedded.reach }
        return isIPv6 ? reachOfIPv6 : reachOfIPv4
    }

    /// The IPv4 address within a mapped (`::ffff:0:0/96`) or translated (`64:ff9b::/96`) one.
    private var embedded: NetworkAddress? {
        guard isIPv6 else { return nil }
        let prefixes: [[UInt8]] = [
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0],
        ]
        return prefixes.contains { bytes.starts(with: $0) } ? NetworkAddress(bytes: Array(bytes[12...])) : nil
    }

    private var reachOfIPv4: Reach {
        switch (bytes[0], bytes[1]) {
        case (127, _): .loopback
        case (10, _), (172, 16...31), (192, 168), (100, 64...127): .local
        // This network, link-local, protocol assignments and documentation, benchmarks, multicast, reserved, broadcast.
        case (0, _), (169, 254), (192, 0), (198, 18...19), (224..., _): .forbidden
        case (198, 51), (203, 0): isDocumentation ? .forbidden : .global
        default: .global
        }
    }

    private var isDocumentation: Bool {
        bytes.starts(with: [198, 51, 100]) || bytes.starts(with: [203, 0, 113])
    }

    private var reachOfIPv6: Reach {
        if bytes == Array(repeating: 0, count: 15) + [1] { return .loopback }
        switch (bytes[0], bytes[1]) {
        case (0xFC...0xFD, _): return .local
        // 2002::/16 and 2001::/32 carry an IPv4 address through tunnels; 2001:db8::/32 is for documentation.
        case (0x20, 0x02): return .forbidden
        case (0x20, 0x01): return bytes[2...3] == [0, 0] || bytes[2...3] == [0x0D, 0xB8] ? .forbidden : .global
        // Global unicast is 2000::/3; everything else is unspecified, link-local, multicast or not assigned.
        case (0x20...0x3F, _): return .global
        default: return .forbidden
        }
    }
}
