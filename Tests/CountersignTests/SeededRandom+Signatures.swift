import Countersign
import CountersignTestSupport
import Foundation

extension SeededRandom {
    /// A generator of `COUNTERSIGN_SEED`, or of a fresh seed; prints which.
    static func printed(for property: String) -> SeededRandom {
        SeededRandom(for: property, environment: ProcessInfo.processInfo.environment)
    }

    /// r and s of every length: half of them with leading zeros, since those are the ones that encoders get wrong.
    mutating func signature() -> Signature {
        while true {
            let bytes = scalar() + scalar()
            if let signature = try? Signature(rawRepresentation: bytes) { return signature }
        }
    }

    private mutating func scalar() -> [UInt8] {
        let length = Bool.random(using: &self) ? 32 : Int.random(in: 1...32, using: &self)
        return [UInt8](repeating: 0, count: 32 - length) + bytes(length)
    }
}
