/// A generator whose every run can be replayed from its seed (SplitMix64): a property test prints the seed, and
/// `COUNTERSIGN_SEED` brings the same run back. For tests only: its output is predictable.
public struct SeededRandom: RandomNumberGenerator, CustomStringConvertible {
    /// The number that replays this run.
    public let seed: UInt64
    private var state: UInt64

    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// A generator of the seed in the environment variable `COUNTERSIGN_SEED`, else of a fresh one; prints which.
    public init(for property: String, environment: [String: String]) {
        let seed = environment["COUNTERSIGN_SEED"].flatMap { UInt64($0) } ?? .random(in: .min ... .max)
        self.init(seed: seed)
        print("\(property): COUNTERSIGN_SEED=\(seed)")
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    public mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }

    public var description: String { "COUNTERSIGN_SEED=\(seed)" }
}
