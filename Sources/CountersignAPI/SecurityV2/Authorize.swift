extension SecurityV2 {
    /// The body of `POST /security/Authorize`.
    public struct Authorize: SecurityV2Request {
        /// 36 characters: from a 900 answer, or the `TransactionID` of a 3DS webhook.
        public var scaReferenceNumber: String
        /// Absent means false: the customer has been authenticated. True gives the request up.
        public var cancelRequest: Bool?
        /// The one-time password, encrypted with the session's ``SecurityKey``; only where the bank manages.
        public var scaIdentification: String?
        /// Both factors are for the partner's own authentication, and of different categories.
        public var firstFactor: SCAOption?
        public var secondFactor: SCAOption?
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(
            scaReferenceNumber: String, cancelRequest: Bool? = nil, scaIdentification: String? = nil,
            firstFactor: SCAOption? = nil, secondFactor: SCAOption? = nil, clientRequestReference: String? = nil,
            cultureID: Int? = nil
        ) {
            self.scaReferenceNumber = scaReferenceNumber
            self.cancelRequest = cancelRequest
            self.scaIdentification = scaIdentification
            self.firstFactor = firstFactor
            self.secondFactor = secondFactor
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "SCAReferenceNumber"
            case cancelRequest = "CancelRequest"
            case scaIdentification = "SCAIdentification"
            case firstFactor = "FirstFactorSCAOptionType"
            case secondFactor = "SecondFactorSCAOptionType"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }

    /// What Authorize answers before its envelope.
    public struct Authorization: Sendable, Hashable, Codable {
        /// The number of the action; 0 where nothing was done.
        public var referenceID: Int?
        public var scaReferenceNumber: String?
        public var scaRes: SCARes?

        public init(referenceID: Int?, scaReferenceNumber: String?, scaRes: SCARes?) {
            self.referenceID = referenceID
            self.scaReferenceNumber = scaReferenceNumber
            self.scaRes = scaRes
        }

        enum CodingKeys: String, CodingKey {
            case referenceID = "ReferenceID"
            case scaReferenceNumber = "SCAReferenceNumber"
            case scaRes = "SCARes"
        }
    }
}
