/// Where webhooks may go. Checked when a subscription is made and again before every call.
///
/// - `https`: addresses of the internet, and this machine.
/// - `http`: this machine only, since receivers in tests are local; with ``allowsInsecure`` every host.
/// - Private networks (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7): with ``allowsInsecure`` only, for containers.
/// - Never: 0.0.0.0/8, 169.254/16 (metadata services of clouds), multicast, reserved ranges and tunnels. An IPv4
///   address within an IPv6 one counts as itself.
struct WebhookPolicy: Sendable {
    let allowsInsecure: Bool

    /// Whether the scheme and the address, of all that a name has, may be called together.
    /// - Throws: ``BankFault`` 400 `unsafe_webhook_url`.
    func check(_ url: WebhookURL, _ address: NetworkAddress) throws(BankFault) {
        switch address.reach {
        case .loopback: return
        case .forbidden: throw .unsafeWebhook("\(url.host) leads to an address that never receives webhooks")
        case .local where !allowsInsecure: throw .unsafeWebhook("\(url.host) leads into a private network")
        case .local, .global:
            guard url.scheme == .https || allowsInsecure else { throw .unsafeWebhook("expected https") }
        }
    }

    /// The address to connect to. All addresses of the name must be allowed: which one is called must not matter.
    /// - Throws: ``BankFault`` 400.
    func choose(_ url: WebhookURL, among addresses: [NetworkAddress]) throws(BankFault) -> NetworkAddress {
        guard let first = addresses.first else { throw .webhook("the host \(url.host) is not known") }
        for address in addresses { try check(url, address) }
        return first
    }
}
