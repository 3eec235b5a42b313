/// What the clock of a bank in the sandbox shows.
public struct SandboxClock: Sendable, Hashable, Codable {
    public var now: Timestamp
    /// Whether it stands still until it is advanced.
    public var frozen: Bool

    public init(now: Timestamp, frozen: Bool) {
        self.now = now
        self.frozen = frozen
    }
}

/// The body of `POST /_sandbox/clock/advance`: how far, or up to when. The clock never goes back.
public struct AdvanceClock: Sendable, Hashable, Codable {
    public var seconds: Int?
    public var milliseconds: Int?
    public var to: Timestamp?

    public init(seconds: Int? = nil, milliseconds: Int? = nil, to: Timestamp? = nil) {
        self.seconds = seconds
        self.milliseconds = milliseconds
        self.to = to
    }
}

extension AdvanceClock {
    /// `to` decides how far: one that cannot be read is refused.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        seconds = try container.decodeIfPresent(Int.self, forKey: .seconds)
        milliseconds = try container.decodeIfPresent(Int.self, forKey: .milliseconds)
        to = try container.hasValue(forKey: .to) ? container.decode(Timestamp.self, forKey: .to) : nil
    }
}
