import CCountersign
import CountersignBatch

/// A verifier that a caller has open.
final class OpenVerifier: Sendable {
    static let all = HandleTable<OpenVerifier>(kind: 0xC6, noun: "verifier")

    let verifier: BatchVerifier
    /// Keys' numbers pass through C masked, so that one of another verifier names no key here: it must not find
    /// somebody else's. Its highest bit keeps 0 free, which is no number.
    private let mask = UInt64.random(in: .min ... .max) | 1 << 63

    init(_ verifier: BatchVerifier) { self.verifier = verifier }

    func number(of handle: KeyHandle) -> UInt64 { handle.rawValue ^ mask }

    @inline(__always)
    func handle(of number: UInt64) -> KeyHandle { KeyHandle(rawValue: number ^ mask) }
}
