public import Countersign

/// What a phone sends back.
public struct DeviceAnswer: Sendable, Hashable {
    /// The `signature` field; of a faulty phone perhaps no signature at all.
    public let field: String
    /// The signature, unless the fault made something else of it.
    public let signature: Signature?
    /// The key that signed.
    public let keyIdentifier: KeyIdentifier
    /// How often the field is sent: 2 for a replay.
    public let sendings: Int
    /// The fault, or nil for an honest answer.
    public let fault: DeviceFault?
    /// What a correct server answers to the last sending.
    public let expected: ServerAnswer
}
