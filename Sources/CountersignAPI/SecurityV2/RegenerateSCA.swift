extension SecurityV2 {
    /// The body of `POST /security/RegenerateSCA`: a new one-time password or push for the same reference number.
    public struct RegenerateSCA: SecurityV2Request {
        /// 36 characters.
        public var scaReferenceNumber: String
        /// The type of the pending request.
        public var scaType: SCAType
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(
            scaReferenceNumber: String, scaType: SCAType, clientRequestReference: String? = nil, cultureID: Int? = nil
        ) {
            self.scaReferenceNumber = scaReferenceNumber
            self.scaType = scaType
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "SCAReferenceNumber"
            case scaType = "SCAType"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }

    /// What RegenerateSCA, PostLoginDetails and a 900 answer before the envelope.
    public struct Challenged: Sendable, Hashable, Codable {
        public var scaRes: SCARes?

        public init(scaRes: SCARes?) { self.scaRes = scaRes }

        enum CodingKeys: String, CodingKey { case scaRes = "SCARes" }
    }
}
