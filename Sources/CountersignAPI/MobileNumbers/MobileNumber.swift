/// A person's mobile number. Source: Solaris guide, Mobile number management; Solaris API reference, Person mobile
/// numbers.
public struct MobileNumber: Sendable, Hashable, Codable {
    public var id: Identifier
    /// The number as the bank formatted it: use this one, not what the customer typed.
    public var number: String
    public var verified: Bool

    public init(id: Identifier, number: String, verified: Bool) {
        self.id = id
        self.number = number
        self.verified = verified
    }
}

/// The body of `POST /v1/persons/{person_id}/mobile_number`.
public struct CreateMobileNumber: Sendable, Hashable, Codable {
    /// As typed; see ``PhoneNumber/init(sanitizing:)``.
    public var number: String
    /// An opaque string.
    public var deviceData: String?

    public init(number: String, deviceData: String? = nil) {
        self.number = number
        self.deviceData = deviceData
    }

    enum CodingKeys: String, CodingKey {
        case number
        case deviceData = "device_data"
    }
}

/// The body of `POST …/mobile_number/authorize` and of `DELETE …/mobile_number`.
public struct NameMobileNumber: Sendable, Hashable, Codable {
    public var number: String
    public init(number: String) { self.number = number }
}

/// The body of `POST …/mobile_number/confirm`.
public struct ConfirmMobileNumber: Sendable, Hashable, Codable {
    public var number: String
    /// The six digits of the OTP.
    public var token: String

    public init(number: String, token: String) {
        self.number = number
        self.token = token
    }
}
