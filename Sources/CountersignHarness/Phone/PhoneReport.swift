public import CountersignAPI
public import CountersignDevice

/// What a phone sent to the bank, and what came back.
public struct PhoneReport: Sendable {
    /// What the phone made; nil where the bank refused before anything was to be signed.
    public let answer: DeviceAnswer?
    /// The text that was to be signed.
    public let text: String?
    /// What a correct server answers.
    public let expected: ServerAnswer
    /// What this one answered, to the last sending.
    public let observed: ServerAnswer
    /// The change request after an accepted confirm.
    public let changeRequest: ChangeRequest?

    /// Whether the server did what a correct one does.
    public var isAsExpected: Bool { observed == expected }
}
