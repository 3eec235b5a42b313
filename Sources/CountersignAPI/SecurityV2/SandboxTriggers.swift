// What the real API does not have: bodies below `/_sandbox/security-v2/`, in the manner of the sandbox's other calls.
extension SecurityV2 {
    /// Who authenticates a consumer.
    public enum Management: String, ClosedName {
        case bank, client
    }

    /// Where a one-time password of the bank goes.
    public enum OTPDelivery: String, Sendable, CaseIterable {
        case sms, response
    }

    /// The body of `PUT /_sandbox/security-v2/consumers/{consumer_id}`, and its answer: what the bank knows of a consumer.
    /// A member that is absent stays as it was.
    public struct ConsumerSettings: Sendable, Hashable, Codable {
        /// Where SMS go, E.164.
        public var number: String?
        /// Whose authentication transactions of the consumer take; `bank` unless set.
        public var management: Management?
        /// Whether PostLoginDetails refuses the partner's own second factor with 907.
        public var loginNeedsSCA: Bool?
        /// Whether the consumer is blocked; false unblocks.
        public var blocked: Bool?

        public init(
            number: String? = nil, management: Management? = nil, loginNeedsSCA: Bool? = nil, blocked: Bool? = nil
        ) {
            self.number = number
            self.management = management
            self.loginNeedsSCA = loginNeedsSCA
            self.blocked = blocked
        }

        enum CodingKeys: String, CodingKey {
            case number, management
            case loginNeedsSCA = "login_needs_sca"
            case blocked
        }
    }

    /// The body of `POST /_sandbox/security-v2/transfers`: an action that needs authentication. It answers the 900.
    public struct TriggerTransfer: Sendable, Hashable, Codable {
        public var consumerID: Int32
        /// Absent: what the consumer's settings and devices say.
        public var scaType: SCAType?
        public var description: String?

        public init(consumerID: Int32, scaType: SCAType? = nil, description: String? = nil) {
            self.consumerID = consumerID
            self.scaType = scaType
            self.description = description
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "consumer_id"
            case scaType = "sca_type"
            case description
        }
    }

    /// What became of a request: the answer of `GET /_sandbox/security-v2/requests/{sca_reference_number}`.
    public struct RequestState: Sendable, Hashable, Codable {
        public enum State: String, ClosedName {
            case pending
            /// The customer said no to the push: RegenerateSCA asks anew.
            case rejected
            case expired
            /// Authorized, and the action done.
            case executed
            case cancelled, blocked
        }

        public var scaReferenceNumber: String
        /// What Authorize answers as `ReferenceID`.
        public var referenceID: Int
        public var consumerID: Int32
        public var scaType: SCAType
        /// `Login`, `Transfer` or `Purchase`.
        public var title: String
        public var state: State

        public init(
            scaReferenceNumber: String, referenceID: Int, consumerID: Int32, scaType: SCAType, title: String,
            state: State
        ) {
            self.scaReferenceNumber = scaReferenceNumber
            self.referenceID = referenceID
            self.consumerID = consumerID
            self.scaType = scaType
            self.title = title
            self.state = state
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "sca_reference_number"
            case referenceID = "reference_id"
            case consumerID = "consumer_id"
            case scaType = "sca_type"
            case title, state
        }
    }

    /// The body of `POST /_sandbox/security-v2/purchases`: a card payment at a shop, told by a 3DS webhook.
    public struct TriggerPurchase: Sendable, Hashable, Codable {
        public var consumerID: Int32
        /// As text, `10.00`.
        public var amount: String?
        public var currency: String?
        public var merchant: String?

        public init(consumerID: Int32, amount: String? = nil, currency: String? = nil, merchant: String? = nil) {
            self.consumerID = consumerID
            self.amount = amount
            self.currency = currency
            self.merchant = merchant
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "consumer_id"
            case amount, currency, merchant
        }
    }

    /// The body of the webhook `SECURITY_V2_3DS`, and the answer of the call that triggers it. But for `TransactionID`
    /// and the form of ``SecurityHash``, no source gives it.
    public struct PurchasePayload: Sendable, Hashable, Codable {
        /// The SCA reference number.
        public var transactionID: String
        public var consumerID: Int32
        public var amount: String
        public var currency: String
        public var merchantName: String
        public var transactionDateTime: ZonelessTime
        /// Over the members above in their order, the subscription's secret as the key.
        public var securityHash: String?

        public init(
            transactionID: String, consumerID: Int32, amount: String, currency: String, merchantName: String,
            transactionDateTime: ZonelessTime, securityHash: String? = nil
        ) {
            self.transactionID = transactionID
            self.consumerID = consumerID
            self.amount = amount
            self.currency = currency
            self.merchantName = merchantName
            self.transactionDateTime = transactionDateTime
            self.securityHash = securityHash
        }

        enum CodingKeys: String, CodingKey {
            case transactionID = "TransactionID"
            case consumerID = "ConsumerID"
            case amount = "Amount"
            case currency = "Currency"
            case merchantName = "MerchantName"
            case transactionDateTime = "TransactionDateTime"
            case securityHash = "SecurityHash"
        }

        /// The payload with the hash for a receiver that knows this key.
        ///
        /// - Throws: ``CountersignAPIError`` `unwritable`.
        public func hashed(key: String) throws(CountersignAPIError) -> PurchasePayload {
            var hashed = self
            hashed.securityHash = try SecurityHash.of(
                [transactionID, String(consumerID), amount, currency, merchantName, transactionDateTime.description],
                key: key)
            return hashed
        }
    }
}
