/// The body of `POST /v1/mfa/challenges/devices`. Source: Solaris API reference, Create device signing challenge.
public struct CreateDeviceChallenge: Sendable, Hashable, Codable {
    public var deviceID: Identifier
    /// Absent or empty: the bank chooses.
    public var keyPurpose: KeyPurpose?
    public var deviceData: String?

    public init(deviceID: Identifier, keyPurpose: KeyPurpose? = nil, deviceData: String? = nil) {
        self.deviceID = deviceID
        self.keyPurpose = keyPurpose
        self.deviceData = deviceData
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        deviceID = try container.decode(Identifier.self, forKey: .deviceID)
        keyPurpose = try container.decodePurpose(forKey: .keyPurpose)
        deviceData = try container.decodeIfPresent(String.self, forKey: .deviceData)
    }

    enum CodingKeys: String, CodingKey {
        case deviceID = "device_id"
        case keyPurpose = "key_purpose"
        case deviceData = "device_data"
    }
}

/// A challenge for a device that is bound: the 201 body of `POST /v1/mfa/challenges/devices`.
public struct DeviceChallenge: Sendable, Hashable, Codable {
    public var id: Identifier
    public var type: ChallengeType?
    /// The text to be signed, exactly as it came.
    public var stringToSign: String
    public var createdAt: Timestamp?
    public var expiresAt: Timestamp?

    public init(
        id: Identifier, type: ChallengeType? = .device, stringToSign: String, createdAt: Timestamp?,
        expiresAt: Timestamp?
    ) {
        self.id = id
        self.type = type
        self.stringToSign = stringToSign
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let names = try decoder.container(keyedBy: WireKey.self)
        id = try container.decode(Identifier.self, forKey: .id)
        type = try container.decodeIfPresent(ChallengeType.self, forKey: .type)
        stringToSign =
            try SignedTextName.read(from: names) ?? container.decode(String.self, forKey: .stringToSign)
        createdAt = try container.decodeIfPresent(Timestamp.self, forKey: .createdAt)
        expiresAt = try container.decodeIfPresent(Timestamp.self, forKey: .expiresAt)
    }

    enum CodingKeys: String, CodingKey {
        case id, type
        case stringToSign = "string_to_sign"
        case createdAt = "created_at"
        case expiresAt = "expires_at"
    }
}
