extension SecurityV2 {
    /// The five members that every answer but login's carries.
    public struct Envelope: Sendable, Hashable, Codable {
        /// For people, in the language of the request's `CultureID`.
        public var description: String
        public var responseCode: ResponseCode
        public var responseDateTime: ZonelessTime
        /// What the request gave, empty where it gave nothing.
        public var clientRequestReference: String
        /// New for each request.
        public var requestID: Int

        public init(
            description: String, responseCode: ResponseCode, responseDateTime: ZonelessTime,
            clientRequestReference: String, requestID: Int
        ) {
            self.description = description
            self.responseCode = responseCode
            self.responseDateTime = responseDateTime
            self.clientRequestReference = clientRequestReference
            self.requestID = requestID
        }

        enum CodingKeys: String, CodingKey {
            case description = "Description"
            case responseCode = "ResponseCode"
            case responseDateTime = "ResponseDateTime"
            case clientRequestReference = "ClientRequestReference"
            case requestID = "RequestID"
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            description = try container.decode(String.self, forKey: .description)
            responseCode = try container.decode(ResponseCode.self, forKey: .responseCode)
            responseDateTime = try container.decode(ZonelessTime.self, forKey: .responseDateTime)
            clientRequestReference = try container.decodeIfPresent(String.self, forKey: .clientRequestReference) ?? ""
            requestID = try container.decode(Int.self, forKey: .requestID)
        }
    }

    /// An answer: what the operation gives, and the envelope behind it.
    public struct Answer<Content: Codable & Sendable & Hashable>: Sendable, Hashable, Codable {
        public var content: Content
        public var envelope: Envelope

        public init(_ content: Content, _ envelope: Envelope) {
            self.content = content
            self.envelope = envelope
        }

        public var code: ResponseCode { envelope.responseCode }

        public init(from decoder: any Decoder) throws {
            content = try Content(from: decoder)
            envelope = try Envelope(from: decoder)
        }

        public func encode(to encoder: any Encoder) throws {
            try content.encode(to: encoder)
            try envelope.encode(to: encoder)
        }
    }

    /// The content of an answer that is the envelope alone.
    public struct Nothing: Sendable, Hashable, Codable {
        public init() {}
    }
}
