extension SecurityV2 {
    /// What ListSDKDevices answers before its envelope.
    public struct SDKDevices: Sendable, Hashable, Codable {
        public var devices: [SDKDevice]?

        public init(devices: [SDKDevice]?) { self.devices = devices }

        enum CodingKeys: String, CodingKey { case devices = "SDKDevicesList" }
    }

    /// A device that is registered for the bank's SDK. The reference prints an empty list: but for the number, the
    /// members are this project's choice.
    public struct SDKDevice: Sendable, Hashable, Codable {
        public var sdkDeviceReferenceID: Int64
        public var deviceName: String?
        public var registeredOn: ZonelessTime?

        public init(sdkDeviceReferenceID: Int64, deviceName: String?, registeredOn: ZonelessTime?) {
            self.sdkDeviceReferenceID = sdkDeviceReferenceID
            self.deviceName = deviceName
            self.registeredOn = registeredOn
        }

        enum CodingKeys: String, CodingKey {
            case sdkDeviceReferenceID = "SDKDeviceReferenceID"
            case deviceName = "DeviceName"
            case registeredOn = "RegisteredOn"
        }
    }

    /// The body of `POST /security/DeRegisterSDKDevice`.
    public struct DeRegisterSDKDevice: SecurityV2Request {
        public var consumerID: Int32
        public var sdkDeviceReferenceID: Int64
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(
            consumerID: Int32, sdkDeviceReferenceID: Int64, clientRequestReference: String? = nil,
            cultureID: Int? = nil
        ) {
            self.consumerID = consumerID
            self.sdkDeviceReferenceID = sdkDeviceReferenceID
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "ConsumerID"
            case sdkDeviceReferenceID = "SDKDeviceReferenceID"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }
}
