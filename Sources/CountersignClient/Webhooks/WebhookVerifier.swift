internal import CountersignAPI
internal import CountersignPrimitives

/// Checks that a webhook call comes from the bank: HMAC-SHA256 over the raw bytes of its body.
///
/// The bytes must be those that came over the wire. A body that was parsed and written again is another one.
public struct WebhookVerifier: Sendable, CustomStringConvertible {
    private let secret: [UInt8]

    /// - Parameter secret: of the subscription, as the bank showed it when it was made.
    public init(secret: String) { self.secret = Array(secret.utf8) }

    /// Whether the signature is the body's.
    ///
    /// - Parameters:
    ///   - body: the raw body; empty for the call that checks a new subscription's address.
    ///   - signature: the value of the header `Solaris-Webhook-Signature`; nil, where there is none, is never valid.
    public func isValid(_ body: some Sequence<UInt8>, signature: String?) -> Bool {
        guard let given = signature.flatMap(WebhookSignature.init(headerValue:)),
            let mac = try? MessageAuthentication.hmacSHA256(key: secret, message: Array(body))
        else { return false }
        return MessageAuthentication.areEqual(mac, given.mac)
    }

    /// Reads a call after checking it.
    ///
    /// - Parameter header: the value of a header by its name in any case.
    /// - Throws: ``ClientError`` `authentication_failed` for a signature that is missing or another one,
    ///   `unreadable_answer` for a body that is no JSON.
    public func event(
        _ body: some Sequence<UInt8>, header: (String) -> String?
    ) throws(ClientError) -> WebhookEvent {
        let body = Array(body)
        guard isValid(body, signature: header(WebhookHeader.signature.rawValue)) else {
            throw ClientError(.authenticationFailed, reason: "the webhook's signature is missing or not the body's")
        }
        return try WebhookEvent(body, header: header)
    }

    /// Without the secret.
    public var description: String { "WebhookVerifier" }
}
