extension SecurityV2 {
    /// The body of `POST /security/GetSCAPendingRequest` and of `POST /security/ListSDKDevices`.
    public struct ConsumerRequest: SecurityV2Request {
        public var consumerID: Int32
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(consumerID: Int32, clientRequestReference: String? = nil, cultureID: Int? = nil) {
            self.consumerID = consumerID
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "ConsumerID"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }

    /// What GetSCAPendingRequest answers before its envelope.
    public struct PendingRequests: Sendable, Hashable, Codable {
        public var pending: [PendingRequest]?

        public init(pending: [PendingRequest]?) { self.pending = pending }

        enum CodingKeys: String, CodingKey { case pending = "SCAPendingRequests" }
    }

    /// A request that waits for its customer. The reference prints an empty list: but for the first two, the members
    /// are this project's choice.
    public struct PendingRequest: Sendable, Hashable, Codable {
        public var scaReferenceNumber: String
        public var description: String?
        public var scaType: SCAType?
        public var title: String?
        public var authorizeOn: String?
        public var startDateTime: ZonelessTime?
        public var expiryDateTime: ZonelessTime?
        public var remainingResendCount: Int?
        public var remainingFailAttempt: Int?

        public init(_ res: SCARes, description: String?) {
            scaReferenceNumber = res.scaReferenceNumber ?? ""
            self.description = description
            scaType = res.scaType
            title = res.title
            authorizeOn = res.authorizeOn
            startDateTime = res.startDateTime
            expiryDateTime = res.expiryDateTime
            remainingResendCount = res.remainingResendCount
            remainingFailAttempt = res.remainingFailAttempt
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "SCAReferenceNumber"
            case description = "Description"
            case scaType = "SCAType"
            case title = "Title"
            case authorizeOn = "AuthorizeOn"
            case startDateTime = "StartDateTime"
            case expiryDateTime = "ExpiryDateTime"
            case remainingResendCount = "RemainingResendCount"
            case remainingFailAttempt = "RemainingFailAttempt"
        }
    }
}
