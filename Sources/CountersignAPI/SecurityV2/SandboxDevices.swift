// The virtual device in place of the bank's SDK, whose own protocol is not public.
extension SecurityV2 {
    /// The body of `POST /_sandbox/security-v2/sdk-devices`: a device registers for a consumer.
    public struct RegisterSDKDevice: Sendable, Hashable, Codable {
        public var consumerID: Int32
        public var name: String
        /// The device's public key, 130 hex digits of the uncompressed point.
        public var key: String

        public init(consumerID: Int32, name: String, key: String) {
            self.consumerID = consumerID
            self.name = name
            self.key = key
        }

        enum CodingKeys: String, CodingKey {
            case consumerID = "consumer_id"
            case name, key
        }
    }

    /// The body of `POST /_sandbox/security-v2/sdk-devices/{sdk_device_id}/answers`: what the customer said.
    public struct AnswerPush: Sendable, Hashable, Codable {
        public var scaReferenceNumber: String
        public var approve: Bool
        /// The device's signature over ``text(_:approve:)``, as the change-request API writes signatures.
        public var signature: String

        public init(scaReferenceNumber: String, approve: Bool, signature: String) {
            self.scaReferenceNumber = scaReferenceNumber
            self.approve = approve
            self.signature = signature
        }

        /// What the device signs: `approve 5A37…` or `reject 5A37…`, so that one answer never passes for the other.
        public static func text(_ reference: String, approve: Bool) -> String {
            (approve ? "approve " : "reject ") + reference
        }

        enum CodingKeys: String, CodingKey {
            case scaReferenceNumber = "sca_reference_number"
            case approve, signature
        }
    }
}
