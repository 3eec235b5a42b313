internal import CountersignAPI
internal import CountersignClient

/// Decides what a webhook call is worth.
struct WebhookJudge: Sendable {
    enum Verdict: String {
        case valid, invalid, unverified
    }

    let isVerifying: Bool
    /// The secret as it is now; nil where there is none yet.
    let secret: @Sendable () throws(CLIError) -> String?

    func judge(_ body: [UInt8], event: WebhookEventType, signature: String?) -> Verdict {
        guard isVerifying else { return .unverified }
        guard let secret = try? secret(), !secret.isEmpty else {
            // The call that checks a new subscription's address comes before its secret can be known.
            return event == .webhookSubscription && body.isEmpty ? .unverified : .invalid
        }
        if WebhookVerifier(secret: secret).isValid(body, signature: signature) { return .valid }
        return event == .webhookSubscription && body.isEmpty ? .unverified : .invalid
    }
}

/// A call as it is printed.
struct WebhookLine {
    let verdict: WebhookJudge.Verdict
    let body: [UInt8]
    /// The value of a header.
    let header: (WebhookHeader) -> String?

    private var text: String { String(decoding: body, as: UTF8.self) }

    var json: JSON {
        .object([
            ("verdict", .string(verdict.rawValue)), ("event_type", .optional(header(.eventType))),
            ("id", .optional(header(.id))), ("subscription_id", .optional(header(.subscriptionID))),
            ("entity_id", .optional(header(.entityID))),
            ("attempt", header(.attempt).flatMap { Int($0) }.map(JSON.integer) ?? .null), ("body", .string(text)),
        ])
    }

    /// `valid PERSON_CHANGED 69c6…cper {}`; a dash for what is absent.
    var line: String {
        [verdict.rawValue, header(.eventType) ?? "-", header(.entityID) ?? "-", body.isEmpty ? "-" : text]
            .map { PrintableText.of($0, keepingNewlines: false) }.joined(separator: " ")
    }
}
