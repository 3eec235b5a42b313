import Countersign
import CountersignAPI
import CountersignService
import Synchronization
import Testing

@testable import CountersignPrevalidator

@Suite("Verdicts") struct VerdictTests {
    @Test("a right signature is accepted once, and its twin and its other case are the same one (C6, C8)")
    func acceptsASignatureOnce_whateverItsForm() async throws {
        let desk = try await Desk()
        try await desk.register()
        let signature = try desk.phone.signature(for: Challenge("text to sign"))
        #expect(await desk.verify(signature.field) == .ok)
        for field in [signature.field, signature.twin.field, signature.field.uppercased(), try desk.field()] {
            #expect(await desk.verify(field) == .challengeConsumed)
        }
    }

    @Test("the bank's rejected sample is refused, its good one accepted, and no bank is called (CARD-022)")
    func judgesThePublishedSamples() async throws {
        let desk = try await Desk()
        let key =
            "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da"
            + "9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c"
        let good =
            "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
            + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
        let rejected =
            "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225"
            + "022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb"
        try await desk.desk.enrol(VerifyingKey(hexPoint: key), device: "published")
        try await desk.desk.register("otp", text: "212212", device: "published")
        #expect(await desk.verify("otp", rejected) == .signatureMismatch)
        #expect(await desk.verify("otp", good) == .ok)
    }

    @Test("wrong signatures count and do not burn the challenge; after the last one even the right one is refused")
    func countsAttempts_whenSignaturesAreWrong() async throws {
        let desk = try await Desk()
        try await desk.register()
        let wrong = try desk.field("another text")
        #expect(await desk.verify(wrong) == .signatureMismatch)
        #expect(await desk.verify("zz") == .signatureMalformed)
        let verdict = await desk.desk.verify(Question(challengeID: "c", signature: wrong))
        #expect(verdict.attemptsLeft == 0)
        #expect(await desk.verify(wrong) == .attemptsExhausted)
        #expect(await desk.verify(try desk.field()) == .attemptsExhausted)
        try await desk.register("d")
        #expect(await desk.verify("d", try desk.field()) == .ok)
    }

    @Test("a device is locked out by its wrong signatures over many challenges, until the window has passed")
    func locksADeviceOut_whenItIsWrongTooOften() async throws {
        var policy = PrevalidatorPolicy()
        policy.attemptsPerDevice = 4
        policy.challengeLifetime = .seconds(7200)
        let desk = try await Desk(policy: policy)
        for number in 0..<5 {
            let id = Identifier("c\(number)")
            try await desk.register(id)
            #expect(await desk.verify(id, "00") == (number < 4 ? .signatureMalformed : .attemptsExhausted))
        }
        #expect(await desk.verify("c0", try desk.field()) == .attemptsExhausted)
        desk.clock.advance(by: .seconds(3600))
        #expect(await desk.verify("c0", try desk.field()) == .ok)
    }

    @Test("encodings that are recognised have a code of their own")
    func namesTheEncoding_whenItIsAnotherOne() async throws {
        let desk = try await Desk()
        let signature = try desk.phone.signature(for: Challenge("text to sign"))
        for (number, field) in [
            Base64.standard.encode(signature.derRepresentation), Hex.encode(signature.r + signature.s),
            Hex.encode(Array(signature.field.utf8)),
        ].enumerated() {
            let id = Identifier("c\(number)")
            try await desk.register(id)
            #expect(await desk.verify(id, field) == .signatureEncoding)
            #expect(await desk.verify(id, signature.field) == .ok)
        }
    }

    @Test("a challenge lives until its end, not a millisecond longer, and is forgotten later (C5)")
    func refusesAChallenge_whenItHasExpired() async throws {
        let desk = try await Desk()
        try await desk.register("a")
        try await desk.register("b")
        desk.clock.advance(by: .milliseconds(299_999))
        #expect(await desk.verify("a", try desk.field()) == .ok)
        desk.clock.advance(by: .milliseconds(1))
        #expect(await desk.verify("b", try desk.field()) == .challengeExpired)
        try await desk.desk.sweep()
        #expect(await desk.verify("b", try desk.field()) == .challengeExpired)
        desk.clock.advance(by: .seconds(3700))
        try await desk.desk.sweep()
        #expect(await desk.verify("b", try desk.field()) == .challengeUnknown)
    }

    private final class Hands: Sendable {
        let wall = Mutex<Int64>(1_640_185_533_634)
        let running = Mutex<Int64>(1000)
    }

    @Test("a clock that is set back or jumps ahead brings nothing back to life (A11)")
    func staysExpired_whenTheClockIsSetBack() async throws {
        let hands = Hands()
        let clock = SteadyClock(
            wall: { Moment(milliseconds: hands.wall.withLock { $0 }) }, running: { hands.running.withLock { $0 } })
        let desk = try await Prevalidator(clock: clock)
        let phone = try SigningKey()
        try await desk.enrol(phone.verifyingKey, device: "phone")
        let field = try phone.field(for: "text to sign")
        func code(_ id: Identifier) async -> VerdictCode {
            await desk.verify(Question(challengeID: id, signature: field)).code
        }
        for id: Identifier in ["a", "b", "c"] { try await desk.register(id, text: "text to sign", device: "phone") }
        // A day back: time goes on from where it stood, by the clock that nobody sets.
        hands.wall.withLock { $0 -= 86_400_000 }
        hands.running.withLock { $0 += 299_999 }
        #expect(await code("a") == .ok)
        hands.running.withLock { $0 += 1 }
        #expect(await code("b") == .challengeExpired)
        // Ten years ahead and back again.
        hands.wall.withLock { $0 += 315_360_000_000 }
        #expect(await code("b") == .challengeExpired)
        hands.wall.withLock { $0 -= 315_360_000_000 }
        for id: Identifier in ["a", "c"] { #expect(await code(id) == .challengeExpired) }
    }

    @Test("what nobody registered or enrolled is unknown; ids are compared as bytes")
    func refusesTheUnknown() async throws {
        let desk = try await Desk()
        try await desk.register("caf\u{E9}")
        let field = try desk.field()
        #expect(await desk.verify("cafe\u{301}", field) == .challengeUnknown)
        #expect(await desk.verify("caf\u{E9}", key: "other", field) == .keyUnknown)
        #expect(await desk.verify("caf\u{E9}", device: "other", field) == .challengeUnknown)
        #expect(await desk.verify("caf\u{E9}", key: "key", device: "other", field) == .challengeUnknown)
        try await desk.desk.register("free", text: "text to sign")
        #expect(await desk.verify("free", device: "other", field) == .keyUnknown)
        #expect(await desk.verify("free", field) == .keyUnknown)
        #expect(await desk.verify("free", device: "phone", field) == .ok)
    }

    @Test("the purpose of the key has to be the challenge's; operations have theirs by the policy")
    func refusesAKey_whenItsPurposeIsAnother() async throws {
        var policy = PrevalidatorPolicy()
        policy.purposeOfOperation = ["transfer": "restricted"]
        let desk = try await Desk(policy: policy)
        let field = try desk.field()
        try await desk.desk.register("login", text: "text to sign", device: "phone")
        await #expect(throws: PrevalidatorError(.invalidValue, "")) {
            try await desk.desk.register("typo", text: "text to sign", device: "phone", operation: "tranfser")
        }
        try await desk.desk.register("transfer", text: "text to sign", device: "phone", operation: "transfer")
        #expect(await desk.verify("transfer", field) == .keyPurpose)
        #expect(await desk.verify("transfer", key: "key", field) == .keyPurpose)
        #expect(await desk.verify("login", field) == .ok)
        let locked = try SigningKey()
        try await desk.desk.enrol(locked.verifyingKey, device: "phone", purposes: ["restricted"])
        #expect(await desk.verify("transfer", try locked.field(for: "text to sign")) == .ok)
    }

    @Test("texts outside the rules are refused when they are registered, and when they are to be signed")
    func refusesATextOutsideTheRules() async throws {
        let store = MemoryStore()
        let desk = try await Desk(store: store)
        for text in ["", String(repeating: "a", count: 4097), "escape \u{1B}[0m", "nul \u{0}"] {
            await #expect(throws: PrevalidatorError(.textRefused, "")) { try await desk.register(text: text) }
            let now = desk.clock.now
            let id = Identifier("learned \(text.utf8.count)")
            _ = store.register(
                RegisteredChallenge(
                    id: id, deviceID: "phone", purpose: nil, text: Challenge(text), registeredAt: now,
                    expiresAt: now.advanced(by: .seconds(9))), superseding: false)
            #expect(await desk.verify(id, try desk.field(text)) == .textRefused)
        }
        try await desk.register(text: "line one\nline two\t€")
        #expect(await desk.verify(try desk.field("line one\nline two\t€")) == .ok)
    }

    @Test("a challenge that the bank authorized again stands for its new text only")
    func judgesTheNewText_whenAChallengeWasSuperseded() async throws {
        let desk = try await Desk()
        try await desk.register(text: "first")
        #expect(await desk.verify("", "") == .challengeUnknown)
        await #expect(throws: PrevalidatorError(.challengeConflict, "")) { try await desk.register(text: "second") }
        #expect(try await desk.desk.register("c", text: "first", device: "phone").isNew == false)
        try await desk.desk.register("c", text: "second", device: "phone", superseding: true)
        #expect(await desk.verify(try desk.field("first")) == .signatureMismatch)
        #expect(await desk.verify(try desk.field("second")) == .ok)
        // The same text again does not open it again.
        try await desk.desk.register("c", text: "second", device: "phone", superseding: true)
        #expect(await desk.verify(try desk.field("second")) == .challengeConsumed)
    }

    @Test("every code has a stable name, a public name and a reason")
    func namesEveryCode() {
        #expect(VerdictCode.allCases.count == 16)
        #expect(Set(VerdictCode.allCases.map(\.reason)).count == 16)
        #expect(VerdictCode.allCases.filter { $0.publicName == "ok" } == [.ok])
        #expect(VerdictCode.allCases.filter { $0.publicName == "retry" } == [.storeUnavailable, .internal])
    }
}
