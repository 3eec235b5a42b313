/// What the customer did on the device. Source: Solaris guide, Device monitoring, and published clients.
public enum DeviceActivityType: OpenName {
    case appStart, passwordReset, consentProvided
    case unknown(String)

    public static let known: [Self] = [.appStart, .passwordReset, .consentProvided]

    public var rawValue: String {
        switch self {
        case .appStart: "APP_START"
        case .passwordReset: "PASSWORD_RESET"
        case .consentProvided: "CONSENT_PROVIDED"
        case .unknown(let raw): raw
        }
    }
}

/// The body of `POST /v1/persons/{person_id}/device_activities`.
public struct RecordDeviceActivity: Sendable, Hashable, Codable {
    public var activityType: DeviceActivityType
    /// An opaque string.
    public var deviceData: String?

    public init(activityType: DeviceActivityType, deviceData: String? = nil) {
        self.activityType = activityType
        self.deviceData = deviceData
    }

    enum CodingKeys: String, CodingKey {
        case activityType = "activity_type"
        case deviceData = "device_data"
    }
}

/// A recorded activity. The documentation shows no body; the members are this project's choice.
public struct DeviceActivity: Sendable, Hashable, Codable {
    public var id: Identifier
    public var personID: Identifier?
    public var activityType: DeviceActivityType
    public var createdAt: Timestamp?

    public init(id: Identifier, personID: Identifier?, activityType: DeviceActivityType, createdAt: Timestamp?) {
        self.id = id
        self.personID = personID
        self.activityType = activityType
        self.createdAt = createdAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case personID = "person_id"
        case activityType = "activity_type"
        case createdAt = "created_at"
    }
}
