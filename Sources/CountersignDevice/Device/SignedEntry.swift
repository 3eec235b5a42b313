/// One thing that a phone was asked to sign, and what came of it.
public struct SignedEntry: Sendable {
    /// Counts up from 1 in the life of the actor.
    public let number: Int
    public let request: SigningRequest
    /// The answer, or nil where there was none.
    public let answer: DeviceAnswer?
    /// Why there was none.
    public let refusal: DeviceError?
}
