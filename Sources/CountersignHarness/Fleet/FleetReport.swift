public import CountersignDevice

/// What a fleet has seen.
public struct FleetReport: Sendable {
    /// How the phones of one kind fared.
    public struct Kind: Sendable {
        /// nil: honest.
        public let fault: DeviceFault?
        /// What a correct server answers them.
        public let expected: ServerAnswer
        public internal(set) var answers = 0
        public internal(set) var differing = 0
    }

    /// An answer that a correct server would not have given.
    public struct Difference: Sendable {
        public let deviceID: String
        public let requestID: String
        public let fault: DeviceFault?
        public let expected: ServerAnswer
        /// nil where there was no answer: see ``reason``.
        public let observed: ServerAnswer?
        public let reason: String?
    }

    public let devices: Int
    public internal(set) var kinds: [Kind]
    /// Every answer that differs, and every call that was not answered.
    public internal(set) var differences: [Difference] = []
    /// From the first request to the last answer.
    public internal(set) var elapsed = Duration.zero
    /// How long the calls that carried a signature took.
    public internal(set) var latency = Latency()

    public var differing: Int { differences.count }
    public var requests: Int { kinds.reduce(0) { $0 + $1.answers } }

    /// How long calls took, as percentiles.
    public struct Latency: Sendable {
        private var microseconds: [UInt32] = []

        init() {}

        mutating func add(_ duration: Duration) {
            let (seconds, attoseconds) = duration.components
            let value = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
            microseconds.append(UInt32(clamping: value))
        }

        mutating func finish() { microseconds.sort() }

        public var count: Int { microseconds.count }

        /// Microseconds within which so many of a hundred calls were answered; nil where there was none.
        public func percentile(_ share: Double) -> Int? {
            guard !microseconds.isEmpty else { return nil }
            let rank = Int((Double(microseconds.count) * share / 100).rounded(.up))
            return Int(microseconds[min(max(rank, 1), microseconds.count) - 1])
        }
    }

    init(devices: Int, kinds: [DeviceFault?], route: SigningRequest.Route) {
        self.devices = devices
        var seen: [DeviceFault?] = []
        for kind in kinds where !seen.contains(kind) { seen.append(kind) }
        self.kinds = seen.map { Kind(fault: $0, expected: $0?.expected(on: route) ?? .accepted) }
    }
}
