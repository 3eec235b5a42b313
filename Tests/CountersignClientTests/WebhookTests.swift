import CountersignAPI
import CountersignClient
import Testing

struct WebhookTests {
    private let verifier = WebhookVerifier(secret: "f82c389fb187274227186b5a58781978")
    /// Computed with another HMAC for the secret of the bank's documentation.
    private static let vectors = [
        ("{}", "sha256=a54bec67017d55cb479cd1b23f80e3c5396fb4e67c4e062bcd9d9566235ce431"),
        (
            #"{"id":"244de401cf4ddbbbafbbc657312a7ce7cmno"}"#,
            "sha256=116d65898f3358709b5192c23313c2040097980d99de81d03007597a505caf60"
        ),
        ("", "sha256=48f7533f252a852a518945437b770d8135776471574417b31400e8857f420244"),
    ]

    @Test func acceptsABody_whenTheSignatureIsItsOwn() {
        for (body, signature) in Self.vectors {
            #expect(verifier.isValid(Array(body.utf8), signature: signature))
            #expect(verifier.isValid(Array(body.utf8), signature: signature.uppercased()))
        }
    }

    @Test func refusesABody_whenAnyBitOfItDiffers() {
        let (body, signature) = Self.vectors[1]
        let bytes = Array(body.utf8)
        for bit in 0..<(bytes.count * 8) {
            var changed = bytes
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!verifier.isValid(changed, signature: signature))
        }
        for other in [body + " ", body + "\n", " " + body, #"{ "id": "244de401cf4ddbbbafbbc657312a7ce7cmno" }"#, ""] {
            #expect(!verifier.isValid(Array(other.utf8), signature: signature))
        }
    }

    @Test func refusesASignature_whenItIsMissingOrAnother() {
        let signature = Self.vectors[0].1
        let digits = String(signature.dropFirst(7))
        for other in [
            nil, "", "sha256=", digits, "sha1=" + digits, "sha256=" + digits.dropLast(), "sha256=" + digits + "00",
            signature + " ", " " + signature, Self.vectors[1].1, "sha256=" + String(repeating: "z", count: 64),
            "sha256=" + String(repeating: "０", count: 21) + "0",
        ] as [String?] {
            #expect(!verifier.isValid(Array("{}".utf8), signature: other))
        }
        #expect(!WebhookVerifier(secret: "other").isValid(Array("{}".utf8), signature: signature))
        #expect(!"\(verifier)".contains("f82c"))
    }

    @Test func readsTheEvent_whenTheSignatureIsGood() throws {
        let (body, signature) = Self.vectors[1]
        let headers = [
            "solaris-webhook-id": "event", "solaris-webhook-subscription-id": "sub",
            "solaris-webhook-event-type": "PERSON_MOBILE_NUMBER_DELETED", "solaris-entity-id": "person",
            "solaris-webhook-attempt": "3", "solaris-webhook-callout-timestamp": "2021-12-22T15:05:33.634+00:00",
            "solaris-webhook-signature": signature,
        ]
        let event = try verifier.event(Array(body.utf8)) { headers[$0.lowercased()] }
        #expect(event.id == "event" && event.subscriptionID == "sub" && event.entityID == "person")
        #expect(event.type == .personMobileNumberDeleted && event.attempt == 3)
        #expect(event.calloutTimestamp?.milliseconds == 1_640_185_533_634)
        #expect(
            try event.payload(as: MobileNumberDeletedPayload.self).id == "244de401cf4ddbbbafbbc657312a7ce7cmno")
        #expect(throws: ClientError.self) { try event.payload(as: SCAChallengePayload.self) }
    }

    @Test func readsNothing_whenTheSignatureIsNotGood() {
        let error = #expect(throws: ClientError.self) {
            try verifier.event(Array("{}".utf8)) { $0.lowercased().hasSuffix("type") ? "SCA_CHALLENGE" : nil }
        }
        #expect(error?.code == .authenticationFailed)
    }

    @Test func readsAnEmptyBody_andRefusesOneThatIsNoJSON() throws {
        let headers = ["Solaris-Webhook-Signature": Self.vectors[2].1, "Solaris-Webhook-Event-Type": "NEW_EVENT"]
        let event = try verifier.event([]) { headers[$0] }
        #expect(event.payload == .null && event.type == .unknown("NEW_EVENT") && event.id == nil)
        // The MAC of `{` under the same secret, from another HMAC.
        let broken = ["Solaris-Webhook-Event-Type": "X", "Solaris-Webhook-Signature": Self.brokenSignature]
        let error = #expect(throws: ClientError.self) { try verifier.event(Array("{".utf8)) { broken[$0] } }
        #expect(error?.code == .unreadableAnswer)
    }

    private static let brokenSignature = "sha256=9bf6f380d3dead5735df8ccb19150f6271381ed13e240c8b38a5ac8944bee062"
}
