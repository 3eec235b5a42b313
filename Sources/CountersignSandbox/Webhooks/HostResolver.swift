#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the addresses of a host. Tests put their own in place of the system's.
protocol HostResolver: Sendable {
    /// All addresses, in the order in which they are to be tried; empty for a name that nobody knows.
    func addresses(of host: String) async throws -> [NetworkAddress]
}

/// The system's resolver. Who is cancelled does not wait for it.
struct SystemResolver: HostResolver {
    private static let lookups = HostLookups(threads: 16) { look(up: $0) }

    func addresses(of host: String) async throws -> [NetworkAddress] { try await Self.lookups.addresses(of: host) }

    private static func look(up host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var entry = list
        while let info = entry?.pointee {
            if let address = address(info), !found.contains(address) { found.append(address) }
            entry = info.ai_next
        }
        return found
    }

    private static func address(_ info: addrinfo) -> NetworkAddress? {
        guard let pointer = UnsafeRawPointer(info.ai_addr) else { return nil }
        switch info.ai_family {
        case AF_INET:
            var address = pointer.loadUnaligned(as: sockaddr_in.self).sin_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: &address) { Array($0) })
        case AF_INET6:
            var address = pointer.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return NetworkAddress(bytes: withUnsafeBytes(of: &address) { Array($0) })
        default: return nil
        }
    }
}
