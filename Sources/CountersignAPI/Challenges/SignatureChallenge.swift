/// The challenge that binds a device. Source: Solaris API reference, Device binding.
public struct SignatureChallenge: Sendable, Hashable, Codable {
    public var id: Identifier
    public var type: ChallengeType?
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?

    public init(id: Identifier, type: ChallengeType? = .signature, createdAt: Timestamp?, expiresAt: Timestamp?) {
        self.id = id
        self.type = type
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    enum CodingKeys: String, CodingKey {
        case id, type
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}

/// The body of `PUT /v1/mfa/challenges/signatures/{id}` and `PUT /v1/mfa/challenges/devices/{id}`.
public struct VerifySignature: Sendable, Hashable, Codable {
    /// Hex of the DER signature: over the OTP or the activation code when binding, over `string_to_sign` afterwards.
    public var signature: String
    /// An opaque string.
    public var deviceData: String?

    public init(signature: String, deviceData: String? = nil) {
        self.signature = signature
        self.deviceData = deviceData
    }

    enum CodingKeys: String, CodingKey {
        case signature
        case deviceData = "device_data"
    }
}
