/// The headers of a webhook call. Source: Solaris API reference, Webhooks.
public enum WebhookHeader: String, Sendable, CaseIterable {
    /// The id of the event; equal on every attempt, to recognise repeats.
    case id = "Solaris-Webhook-Id"
    case subscriptionID = "Solaris-Webhook-Subscription-Id"
    case eventType = "Solaris-Webhook-Event-Type"
    /// The resource that the event is about.
    case entityID = "Solaris-Entity-Id"
    case attempt = "Solaris-Webhook-Attempt"
    /// See ``WebhookSignature``.
    case signature = "Solaris-Webhook-Signature"
    case calloutTimestamp = "Solaris-Webhook-Callout-Timestamp"
}

/// The value of the signature header: `sha256=` and the lower-case hex of HMAC-SHA256 over the raw body, keyed with the
/// subscription's secret. Computing and comparing the MAC is the caller's part.
public struct WebhookSignature: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of the MAC.
    public let mac: [UInt8]

    /// Nil unless there are 32 bytes.
    public init?(mac: [UInt8]) {
        guard mac.count == 32 else { return nil }
        self.mac = mac
    }

    /// Reads a header value. The hash name and the hex may be in either case; nil for another hash or another length.
    public init?(headerValue: String) {
        let bytes = Array(headerValue.utf8)
        guard bytes.count == 7 + 64, String(decoding: bytes[..<7], as: UTF8.self).lowercased() == "sha256=" else {
            return nil
        }
        var mac: [UInt8] = []
        for place in stride(from: 7, to: bytes.count, by: 2) {
            guard let high = Character(Unicode.Scalar(bytes[place])).hexDigitValue,
                let low = Character(Unicode.Scalar(bytes[place + 1])).hexDigitValue
            else { return nil }
            mac.append(UInt8(high << 4 | low))
        }
        self.mac = mac
    }

    /// The header's value.
    public var description: String {
        "sha256=" + mac.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
