import CountersignAPI
import CountersignPrimitives

/// One call to a receiver: what is sent, with its signature.
struct WebhookCall: Sendable {
    /// The event's id, equal on every attempt.
    let id: Identifier
    let subscription: WebhookSubscription
    let eventType: WebhookEventType
    let entity: Identifier?
    /// 1 for the first attempt.
    let attempt: Int
    var body: [UInt8]
    /// The time in the books that made it due, nil for a ping. An order to deliver again, given while the call is under
    /// way, changes the books.
    var dueAt: Timestamp?

    /// The empty call by which a new subscription's address is checked.
    static func ping(_ subscription: WebhookSubscription, id: Identifier) -> WebhookCall {
        WebhookCall(
            id: id, subscription: subscription, eventType: .webhookSubscription, entity: nil, attempt: 1, body: [])
    }

    /// The documented headers. The signature covers the raw body only.
    func headers(at now: Timestamp) throws -> [(name: String, value: String)] {
        var headers: [(WebhookHeader, String)] = [
            (.id, id.text), (.subscriptionID, subscription.id.text), (.eventType, eventType.rawValue),
            (.attempt, String(attempt)), (.calloutTimestamp, now.description),
        ]
        if let entity { headers.append((.entityID, entity.text)) }
        if let secret = subscription.secret {
            let mac = try MessageAuthentication.hmacSHA256(key: Array(secret.utf8), message: body)
            if let signature = WebhookSignature(mac: mac) { headers.append((.signature, signature.description)) }
        }
        return headers.map { ($0.0.rawValue, $0.1) } + [("content-type", "application/json")]
    }
}

/// What became of a call.
enum WebhookOutcome: Sendable, Equatable {
    case answered(status: Int)
    case failed(reason: String)

    var isDone: Bool { if case .answered(200...299) = self { true } else { false } }
}
