/// One element of the answer of `GET /v1/mfa/devices/{id}/keys`. Source: published clients of the Solaris API.
public struct DeviceKeys: Sendable, Hashable, Codable {
    public var personID: Identifier?
    public var deviceID: Identifier
    public var name: String?
    public var keys: [Key]

    /// A key's id and purpose; the key itself is not listed.
    public struct Key: Sendable, Hashable, Codable {
        public var keyID: Identifier
        public var keyPurpose: KeyPurpose

        public init(keyID: Identifier, keyPurpose: KeyPurpose) {
            self.keyID = keyID
            self.keyPurpose = keyPurpose
        }

        enum CodingKeys: String, CodingKey {
            case keyID = "key_id"
            case keyPurpose = "key_purpose"
        }
    }

    public init(personID: Identifier?, deviceID: Identifier, name: String?, keys: [Key]) {
        self.personID = personID
        self.deviceID = deviceID
        self.name = name
        self.keys = keys
    }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case deviceID = "device_id"
        case name, keys
    }
}

/// The body of `POST /v1/mfa/devices/{id}/keys`: a further key, signed for by one that the device has.
public struct AddDeviceKey: Sendable, Hashable, Codable {
    /// Hex of the uncompressed point, 130 digits.
    public var key: String
    public var keyType: KeyType
    public var keyPurpose: KeyPurpose?
    public var deviceSignature: DeviceSignature
    public var deviceData: String?

    /// The older key's word for the new one.
    public struct DeviceSignature: Sendable, Hashable, Codable {
        /// Which of the device's keys signed.
        public var signatureKeyPurpose: KeyPurpose?
        /// Hex of the DER signature over the text of ``AddDeviceKey/key``, as sent.
        public var signature: String

        public init(signatureKeyPurpose: KeyPurpose?, signature: String) {
            self.signatureKeyPurpose = signatureKeyPurpose
            self.signature = signature
        }

        enum CodingKeys: String, CodingKey {
            case signatureKeyPurpose = "signature_key_purpose"
            case signature
        }
    }

    public init(
        key: String, keyType: KeyType = .ecdsaP256, keyPurpose: KeyPurpose?, deviceSignature: DeviceSignature,
        deviceData: String? = nil
    ) {
        self.key = key
        self.keyType = keyType
        self.keyPurpose = keyPurpose
        self.deviceSignature = deviceSignature
        self.deviceData = deviceData
    }

    enum CodingKeys: String, CodingKey {
        case key
        case keyType = "key_type"
        case keyPurpose = "key_purpose"
        case deviceSignature = "device_signature"
        case deviceData = "device_data"
    }
}

/// The 201 body of a call that made a thing and reports its id only.
public struct CreatedID: Sendable, Hashable, Codable {
    public var id: Identifier
    public init(id: Identifier) { self.id = id }
}
