extension SecurityV2 {
    /// The body of `POST /security/PostLoginDetails`: which factors a customer logged in with.
    public struct PostLoginDetails: SecurityV2Request {
        public var consumerID: Int32
        /// Required by the text, although the schema does not say so.
        public var firstFactor: SCAOption?
        /// Required unless ``doSecondFactor`` is true; of another category than the first.
        public var secondFactor: SCAOption?
        /// Absent means false. True asks the bank for the second factor.
        public var doSecondFactor: Bool?
        public var clientRequestReference: String?
        public var cultureID: Int?

        public init(
            consumerID: Int32, firstFactor: SCAOption?, secondFactor: SCAOption? = nil, doSecondFactor: Bool? = nil,
            clientRequestReference: String? = nil, cultureID: Int? = nil
        ) {
            self.consumerID = consumerID
            self.firstFactor = firstFactor
            self.secondFactor = secondFactor
            self.doSecondFactor = doSecondFactor
            self.clientRequestReference = clientRequestReference
            self.cultureID = cultureID
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "ConsumerID"
            case firstFactor = "SCAOptionID1FA"
            case secondFactor = "SCAOptionID2FA"
            case doSecondFactor = "DoSecondFactor"
            case clientRequestReference = "ClientRequestReference"
            case cultureID = "CultureID"
        }
    }
}
