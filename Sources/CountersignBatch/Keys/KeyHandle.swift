/// An enrolled key: shorter to look up than its id. A handle belongs to the verifier that gave it, and after the key
/// was removed it names no key any more.
public struct KeyHandle: Sendable, Hashable {
    let index: UInt32
    let generation: UInt32

    init(index: UInt32, generation: UInt32) {
        self.index = index
        self.generation = generation
    }

    /// The handle as one number, for callers that pass it through C.
    public var rawValue: UInt64 { UInt64(generation) << 32 | UInt64(index) }

    /// A handle from ``rawValue``. Any number is safe; one that no verifier gave names no key.
    public init(rawValue: UInt64) {
        index = UInt32(truncatingIfNeeded: rawValue)
        generation = UInt32(truncatingIfNeeded: rawValue >> 32)
    }
}
