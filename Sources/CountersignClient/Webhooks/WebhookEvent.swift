public import CountersignAPI

/// A webhook call: what happened, and to what. It informs only; read the resource again.
public struct WebhookEvent: Sendable, Hashable {
    /// Equal on every attempt, to recognise repeats.
    public let id: Identifier?
    public let subscriptionID: Identifier?
    public let type: WebhookEventType
    /// The resource that the event is about.
    public let entityID: Identifier?
    /// 1 for the first attempt.
    public let attempt: Int?
    public let calloutTimestamp: Timestamp?
    /// Null for an empty body.
    public let payload: JSONValue

    /// Reads a call whose signature was checked.
    ///
    /// - Throws: ``ClientError`` `unreadable_answer`.
    init(_ body: [UInt8], header: (String) -> String?) throws(ClientError) {
        func value(_ name: WebhookHeader) -> String? { header(name.rawValue) }
        guard let type = value(.eventType) else {
            throw ClientError(.unreadableAnswer, reason: "expected the header \(WebhookHeader.eventType.rawValue)")
        }
        self.type = WebhookEventType(rawValue: type)
        id = value(.id).map(Identifier.init(_:))
        subscriptionID = value(.subscriptionID).map(Identifier.init(_:))
        entityID = value(.entityID).map(Identifier.init(_:))
        attempt = value(.attempt).flatMap { Int($0) }
        calloutTimestamp = value(.calloutTimestamp).flatMap(Timestamp.init(_:))
        do {
            payload = body.isEmpty ? .null : try WireJSON.parse(body)
        } catch {
            throw ClientError(.unreadableAnswer, reason: "the webhook's body: \(error)")
        }
    }

    /// The payload as a wire type, as ``SCAChallengePayload``.
    ///
    /// - Throws: ``ClientError`` `unreadable_answer`.
    public func payload<T: Decodable>(as type: T.Type) throws(ClientError) -> T {
        do {
            return try WireJSON.decode(type, from: payload)
        } catch {
            throw ClientError(.unreadableAnswer, reason: "the webhook's body: \(error)")
        }
    }
}
