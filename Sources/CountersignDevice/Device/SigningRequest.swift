public import Countersign

/// What a phone is asked to sign, and what the person in front of it gets to see.
public struct SigningRequest: Sendable, Hashable {
    /// Where the text came from.
    public enum Route: String, Sendable, Hashable, CaseIterable {
        /// The OTP or activation code of a device binding.
        case binding
        /// The `string_to_sign` of a device signing challenge, such as a login.
        case challenge
        /// The `string_to_sign` of a change request.
        case changeRequest = "change_request"
        /// The hex text of a new key.
        case keyAddition = "key_addition"
    }

    /// The exact text.
    public var text: Challenge
    public var route: Route
    /// Which key has to sign; nil: the unrestricted one, else the restricted one.
    public var purpose: DeviceKeyPurpose?
    /// Cents, where the app knows what is paid.
    public var amount: Int?
    /// What the app shows beside it, such as the payee.
    public var subject: String?

    public init(
        _ text: Challenge, route: Route = .changeRequest, purpose: DeviceKeyPurpose? = nil, amount: Int? = nil,
        subject: String? = nil
    ) {
        self.text = text
        self.route = route
        self.purpose = purpose
        self.amount = amount
        self.subject = subject
    }
}
