import CountersignAPI
import CountersignPrimitives
import Synchronization

/// Makes ids, OTPs and secrets: from OpenSSL's generator, or repeatable ones from a seed.
///
/// Seeded values are for tests that compare whole answers. They can be foretold, as everything in a sandbox may be.
final class IdentitySource: Sendable {
    private struct Row {
        var values: SplitMix
        var timesSetBack = 0
    }

    /// Nil when values are random.
    private let row: Mutex<Row?>
    private let seed: UInt64?

    init(seed: UInt64?) {
        self.seed = seed
        row = Mutex(seed.map { Row(values: SplitMix(state: $0)) })
    }

    /// Where a seeded row of values stands; nil when they are random.
    var position: UInt64? {
        get { row.withLock { $0?.values.state } }
        set {
            guard let newValue else { return }
            row.withLock {
                $0?.values.state = newValue
                $0?.timesSetBack += 1
            }
        }
    }

    /// How often the row was set to another place: what was drawn before may be drawn again.
    var timesSetBack: Int { row.withLock { $0?.timesSetBack ?? 0 } }

    /// Begins the seeded row of values again.
    func restart() { position = seed }

    func identifier(_ shape: IdentifierShape) throws -> Identifier {
        shape.identifier(high: try number(), low: try number())
    }

    /// Six ASCII digits, leading zeros kept.
    func oneTimePassword(digits: Int = 6) throws -> String {
        var range: UInt64 = 1
        for _ in 0..<digits { range *= 10 }
        // Values above the last whole multiple would make low codes more likely.
        let limit = UInt64.max - UInt64.max % range
        var value = try number()
        while value >= limit { value = try number() }
        let text = String(value % range)
        return String(repeating: "0", count: digits - text.utf8.count) + text
    }

    /// Lower-case hex of that many bytes.
    func secret(bytes count: Int) throws -> String {
        var text = ""
        while text.utf8.count < 2 * count {
            let digits = String(try number(), radix: 16)
            text += String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
        return String(text.prefix(2 * count))
    }

    private func number() throws -> UInt64 {
        if let number = row.withLock({ $0?.values.next() }) { return number }
        return try Random.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): a small generator for repeatable test data, never for secrets.
struct SplitMix {
    /// Between the seeds of rows that shall not meet: no small multiple of the step.
    static let apart: UInt64 = 0xD1B5_4A32_D192_ED03

    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
