/// What a fleet is to do.
public struct FleetPlan: Sendable {
    /// How many phones.
    public var devices = 100
    /// How many signatures in all; the phones take turns.
    public var requests: Int
    /// Signatures begun each second; nil: as fast as it goes.
    public var rate: Double?
    /// Signatures under way at once.
    public var concurrency = 32
    public var mix = FleetMix.honest
    /// Where the texts come from.
    public var flow = FleetFlow.changeRequest

    /// - Parameters:
    ///   - devices: how many phones.
    ///   - requests: how many signatures in all; one of each phone unless given.
    public init(devices: Int = 100, requests: Int? = nil) {
        self.devices = devices
        self.requests = requests ?? devices
    }

    /// - Throws: ``HarnessError`` `plan`.
    func check() throws(HarnessError) {
        guard (1...1_000_000).contains(devices), (1...100_000_000).contains(requests),
            (1...10_000).contains(concurrency)
        else {
            throw HarnessError(
                .plan,
                "expected 1 to 1000000 phones, 1 to 100000000 requests and 1 to 10000 at once, "
                    + "found \(devices), \(requests) and \(concurrency)")
        }
        if let rate, !(rate > 0 && rate <= 1_000_000) {
            throw HarnessError(.plan, "expected a rate above 0 and up to 1000000 a second, found \(rate)")
        }
    }
}

/// What the phones of a fleet sign.
public enum FleetFlow: String, Sendable, Hashable, CaseIterable {
    /// A change request for a change of the customer's data: authorize, sign, confirm.
    case changeRequest = "change-request"
    /// A device signing challenge, as a login asks for it.
    case login
}
