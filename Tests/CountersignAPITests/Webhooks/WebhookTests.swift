import CountersignAPI
import Testing

@Suite struct WebhookTests {
    @Test("the two events of mobile numbers have exactly these names")
    func namesTheEvents() throws {
        #expect(WebhookEventType.personMobileNumberCreated.rawValue == "PERSON_MOBILE_NUMBER_CREATED")
        #expect(WebhookEventType.personMobileNumberDeleted.rawValue == "PERSON_MOBILE_NUMBER_DELETED")
        #expect(WebhookHeader.eventType.rawValue == "Solaris-Webhook-Event-Type")
        #expect(WebhookEventType.webhookSubscription.rawValue == "WEBHOOK-SUBSCRIPTION")
        for event in WebhookEventType.known { #expect(WebhookEventType(rawValue: event.rawValue) == event) }
        #expect(try read(WebhookEventType.self, #""activation_challenge_created""#) == .activationChallengeCreation)
        #expect(try read(WebhookEventType.self, #""BOOKING""#) == .unknown("BOOKING"))
    }

    @Test func roundTripsTheBodies() throws {
        try expectRoundTrip(CreateWebhook.self, #"{"event_type":"PERSON_CHANGED","url":"https://example.com/hook"}"#)
        try expectRoundTrip(
            WebhookSubscription.self,
            #"{"id":"w","event_type":"SCA_CHALLENGE","url":"https://example.com","secret":"f82c389fb187274227186b5a58781978"}"#
        )
        try expectRoundTrip(
            WebhookSubscription.self, #"{"id":"w","event_type":"SCA_CHALLENGE","url":"https://example.com"}"#)
        try expectRoundTrip(EmptyPayload.self, "{}")
        try expectRoundTrip(MobileNumberDeletedPayload.self, #"{"id":"244de401cf4ddbbbafbbc657312a7ce7cmno"}"#)
        try expectRoundTrip(
            SCAChallengePayload.self,
            #"{"amount":{"value":100,"unit":"cents"},"merchant":{"name":"m","country":"DE","url":"u"},"#
                + #""challenged_at":"2021-01-01T13:34:27.000+00:00","expires_at":"2021-01-01T13:39:27.000+00:00","#
                + #""person_id":"p","card_id":"1mcrd","authenticate_change_request_id":"a","#
                + #""decline_change_request_id":"d","challenge_id":"1scachal","channel":"app"}"#)
        try expectRoundTrip(
            ActivationChallengePayload.self,
            #"{"person_id":"p","challenge_id":"c","requested_by":"MOBILE_APP","purpose":"DEVICE_BINDING"}"#)
    }

    @Test func readsAndWritesTheSignatureHeader_exactly() throws {
        let value = "sha256=a54bec67017d55cb479cd1b23f80e3c5396fb4e67c4e062bcd9d9566235ce431"
        let signature = try #require(WebhookSignature(headerValue: value))
        #expect(signature.mac.count == 32)
        #expect(signature.mac.first == 0xA5)
        #expect(signature.description == value)
        #expect(WebhookSignature(headerValue: value.uppercased()) == signature)
        for other in [
            "", "sha256=", String(value.dropFirst(7)), "sha512=" + value.dropFirst(7), value + "00", " " + value,
            String(value.dropLast()) + "g", String(value.dropLast(2)) + "é",
        ] {
            #expect(WebhookSignature(headerValue: other) == nil, "\(other)")
        }
        #expect(WebhookSignature(mac: []) == nil)
        #expect(
            WebhookSignature(mac: Array(repeating: 0, count: 32))?.description == "sha256="
                + String(repeating: "0", count: 64))
    }
}
