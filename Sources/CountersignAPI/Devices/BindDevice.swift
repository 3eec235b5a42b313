/// The body of `POST /v1/mfa/devices`. Source: Solaris API reference, Device binding.
public struct BindDevice: Sendable, Hashable, Codable {
    public var personID: Identifier
    public var keyType: KeyType
    /// Absent means `sms`.
    public var challengeType: BindingChallengeType?
    /// Hex of the uncompressed point, 130 digits.
    public var key: String
    /// Absent means `unrestricted`.
    public var keyPurpose: KeyPurpose?
    public var name: String?
    public var smsChallenge: SMSChallengeOptions?
    /// Language of the SMS: `de`, `en` or `fr`; see ``SMSText/bindingLanguages``.
    public var language: Language?
    /// An opaque string.
    public var deviceData: String?

    /// What shapes the binding SMS.
    public struct SMSChallengeOptions: Sendable, Hashable, Codable {
        /// The hash by which Android hands the SMS to the app.
        public var appSignature: String?
        public init(appSignature: String? = nil) { self.appSignature = appSignature }
        enum CodingKeys: String, CodingKey { case appSignature = "app_signature" }
    }

    public init(
        personID: Identifier, keyType: KeyType = .ecdsaP256, challengeType: BindingChallengeType? = nil, key: String,
        keyPurpose: KeyPurpose? = nil, name: String? = nil, smsChallenge: SMSChallengeOptions? = nil,
        language: Language? = nil, deviceData: String? = nil
    ) {
        self.personID = personID
        self.keyType = keyType
        self.challengeType = challengeType
        self.key = key
        self.keyPurpose = keyPurpose
        self.name = name
        self.smsChallenge = smsChallenge
        self.language = language
        self.deviceData = deviceData
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case keyType = "key_type"
        case challengeType = "challenge_type"
        case key
        case keyPurpose = "key_purpose"
        case name
        case smsChallenge = "sms_challenge"
        case language
        case deviceData = "device_data"
    }
}

/// The 202 body of `POST /v1/mfa/devices`: the device and the challenge that binds it.
public struct DeviceBinding: Sendable, Hashable, Codable {
    public var id: Identifier
    /// Verify this one; its id may equal the device's or not.
    public var challenge: SignatureChallenge

    public init(id: Identifier, challenge: SignatureChallenge) {
        self.id = id
        self.challenge = challenge
    }
}
