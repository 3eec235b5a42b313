/// The body of `POST /v1/change_requests/{id}/confirm`.
///
/// Source: Solaris API reference, Confirm change request. No field is required by the schema alone: `device_id` and
/// `signature` belong to device signing, `person_id` and `tan` to the OTP.
public struct ConfirmChangeRequest: Sendable, Hashable, Codable {
    /// The bound device that authorize named.
    public var deviceID: Identifier?
    /// Hex of the DER signature, made with the device's private key, over the text exactly as it came.
    public var signature: String?
    /// The person who received the OTP.
    public var personID: Identifier?
    /// The six digits of the OTP.
    public var tan: String?
    /// What the device-monitoring library gave: an opaque string, for the published sample is not Base64 throughout.
    public var deviceData: String?

    public init(
        deviceID: Identifier? = nil, signature: String? = nil, personID: Identifier? = nil, tan: String? = nil,
        deviceData: String? = nil
    ) {
        self.deviceID = deviceID
        self.signature = signature
        self.personID = personID
        self.tan = tan
        self.deviceData = deviceData
    }

    public static func device(_ device: Identifier, signature: String) -> Self {
        Self(deviceID: device, signature: signature)
    }

    public static func otp(_ tan: String, person: Identifier) -> Self { Self(personID: person, tan: tan) }

    enum CodingKeys: String, CodingKey {
        case deviceID = "device_id"
        case signature
        case personID = "person_id"
        case tan
        case deviceData = "device_data"
    }
}
