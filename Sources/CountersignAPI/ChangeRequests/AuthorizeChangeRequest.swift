/// The body of `POST /v1/change_requests/{id}/authorize`.
///
/// Either `person_id` with `mobile_number` or `static`, or `device_id` with `device_signing`. Source: Solaris API
/// reference, Change requests; `key_purpose` and `device_data` are accepted.
public struct AuthorizeChangeRequest: Sendable, Hashable, Codable {
    public var deliveryMethod: DeliveryMethod
    public var personID: Identifier?
    public var deviceID: Identifier?
    public var keyPurpose: KeyPurpose?
    public var deviceData: String?

    public init(
        deliveryMethod: DeliveryMethod, personID: Identifier? = nil, deviceID: Identifier? = nil,
        keyPurpose: KeyPurpose? = nil, deviceData: String? = nil
    ) {
        self.deliveryMethod = deliveryMethod
        self.personID = personID
        self.deviceID = deviceID
        self.keyPurpose = keyPurpose
        self.deviceData = deviceData
    }

    /// An OTP by SMS to the person.
    public static func bySMS(to person: Identifier) -> Self { Self(deliveryMethod: .mobileNumber, personID: person) }
    /// A text to be signed by the device.
    public static func byDevice(_ device: Identifier) -> Self { Self(deliveryMethod: .deviceSigning, deviceID: device) }

    enum CodingKeys: String, CodingKey {
        case personID = "person_id"
        case deviceID = "device_id"
        case deliveryMethod = "delivery_method"
        case keyPurpose = "key_purpose"
        case deviceData = "device_data"
    }
}
