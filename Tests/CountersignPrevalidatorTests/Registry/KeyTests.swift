import Countersign
import CountersignAPI
import CountersignBatch
import CountersignService
import Testing

@testable import CountersignPrevalidator

@Suite("Keys") struct KeyTests {
    @Test("enrolling twice changes nothing; another key under the id, and another device with the key, are conflicts")
    func refusesAKey_whenItsIDIsTaken() async throws {
        let desk = try await Desk()
        #expect(try await desk.desk.enrol(desk.phone.verifyingKey, device: "phone", id: "key").isNew == false)
        let other = try SigningKey().verifyingKey
        for (key, device) in [(other, Identifier("phone")), (desk.phone.verifyingKey, "another")] {
            await #expect(throws: PrevalidatorError(.keyConflict, "")) {
                try await desk.desk.enrol(key, device: device, id: "key")
            }
        }
        let named = try await desk.desk.enrol(other, device: "phone")
        #expect(named.key.id.text == other.identifier.hex)
        #expect(desk.desk.keys(of: "phone").count == 2)
    }

    @Test("a key stays revoked, and keeps its earlier end, in whichever order the store's answers arrive")
    func keepsARevocation_whenItComesBeforeTheKey() throws {
        let now = Moment(milliseconds: 1_640_185_533_634)
        let key = DeviceKey(
            id: "key", deviceID: "phone", point: try SigningKey().verifyingKey.x963Representation,
            purposes: ["unrestricted"], enrolledAt: now)
        var (revoked, ended) = (key, key)
        revoked.revokedAt = now
        ended.expiresAt = now.advanced(by: .seconds(9))
        let steps: [String: (KeyRegistry) throws -> Void] = [
            "load": { try $0.load([key], unbound: []) }, "revoke": { $0.update(revoked) }, "end": { $0.update(ended) },
        ]
        for order in [
            ["load", "revoke", "end"], ["load", "end", "revoke"], ["revoke", "load", "end"], ["end", "load", "revoke"],
            ["revoke", "end", "load"], ["end", "revoke", "load"], ["load", "revoke", "load", "end"],
        ] {
            let registry = KeyRegistry(try BatchVerifier())
            for step in order { try steps[step]?(registry) }
            #expect(registry.key("key")?.key.revokedAt == now, "\(order)")
            #expect(registry.key("key")?.key.expiresAt == ended.expiresAt, "\(order)")
            guard
                case .failure(let refusal) = registry.candidates(
                    keyID: nil, deviceID: "phone", purpose: nil, at: now)
            else {
                Issue.record("\(order)")
                continue
            }
            #expect(refusal.code == .keyRevoked, "\(order)")
        }
    }

    @Test("a revoked key is refused at once, although its tables were built and its requests are under way")
    func refusesAKey_onceItIsRevoked() async throws {
        let desk = try await Desk()
        for number in 0..<20 {
            try await desk.register(Identifier("c\(number)"))
            if number < 8 { #expect(await desk.verify(Identifier("c\(number)"), try desk.field()) == .ok) }
        }
        let field = try desk.field()
        try await desk.desk.revoke("key")
        for number in 8..<20 {
            #expect(await desk.verify(Identifier("c\(number)"), field) == .keyRevoked)
            #expect(await desk.verify(Identifier("c\(number)"), key: "key", field) == .keyRevoked)
        }
        let first = desk.desk.key("key")?.revokedAt
        desk.clock.advance(by: .seconds(5))
        #expect(try await desk.desk.revoke("key").revokedAt == first)
        await #expect(throws: PrevalidatorError(.keyUnknown, "")) { try await desk.desk.revoke("none") }
        // Enrolled again it stays revoked.
        #expect(try await desk.desk.enrol(desk.phone.verifyingKey, device: "phone", id: "key").key.revokedAt != nil)
        #expect(await desk.verify("c9", field) == .keyRevoked)
    }

    @Test("the claim looks at the key itself: a key that was revoked between verification and claim spends nothing")
    func claimsNothing_whenTheKeyIsRevokedMeanwhile() async throws {
        let store = MemoryStore()
        let desk = try await Desk(store: store)
        try await desk.register()
        // Behind the registry's back, as another replica would.
        _ = store.revoke("key", at: desk.clock.now)
        #expect(await desk.verify(try desk.field()) == .keyRevoked)
        #expect(store.state("c")?.consumedAt == nil)
    }

    @Test("after a rotation the old key is good for the overlap, and not longer")
    func acceptsTheOldKey_untilTheOverlapEnds() async throws {
        let desk = try await Desk()
        let new = try SigningKey()
        for id: Identifier in ["a", "b", "c", "d"] { try await desk.register(id) }
        try await desk.desk.rotate(
            from: "key", to: new.verifyingKey, device: "phone", id: "new", overlap: .seconds(60))
        #expect(await desk.verify("a", try desk.field()) == .ok)
        #expect(await desk.verify("b", try new.field(for: "text to sign")) == .ok)
        desk.clock.advance(by: .seconds(60))
        #expect(await desk.verify("c", key: "key", try desk.field()) == .keyExpired)
        #expect(await desk.verify("c", try desk.field()) == .signatureMismatch)
        #expect(await desk.verify("d", try new.field(for: "text to sign")) == .ok)
        await #expect(throws: PrevalidatorError(.keyUnknown, "")) {
            try await desk.desk.rotate(from: "key", to: new.verifyingKey, device: "tablet", overlap: .zero)
        }
        await #expect(throws: PrevalidatorError(.invalidValue, "")) {
            try await desk.desk.rotate(
                from: "new", to: new.verifyingKey, device: "phone", id: "new", overlap: .zero)
        }
        #expect(desk.desk.keys(of: "phone").last?.expiresAt == nil)
    }

    @Test("whose key signed is not a device whose enrolment of it has ended, while another's goes on")
    func namesTheDevice_whoseEnrolmentGoesOn() async throws {
        let desk = try await Desk()
        let key = try SigningKey()
        let past = desk.clock.now.advanced(by: .seconds(-1))
        try await desk.desk.enrol(key.verifyingKey, device: "live", id: "1")
        try await desk.desk.enrol(key.verifyingKey, device: "gone", id: "2", expiresAt: past)
        try await desk.desk.register("open", text: "t")
        #expect(try await desk.desk.signer(of: "open", key.field(for: "t")) == "live")
    }

    @Test("a device that is unbound signs no more and takes no key")
    func refusesADevice_onceItIsUnbound() async throws {
        let desk = try await Desk()
        try await desk.register()
        try await desk.desk.unbind("phone")
        #expect(await desk.verify(try desk.field()) == .deviceUnbound)
        #expect(await desk.verify("c", key: "key", try desk.field()) == .deviceUnbound)
        await #expect(throws: PrevalidatorError(.deviceUnbound, "")) {
            try await desk.desk.enrol(SigningKey().verifyingKey, device: "phone")
        }
        await #expect(throws: PrevalidatorError(.deviceUnknown, "")) { try await desk.desk.unbind("none") }
    }

    @Test("a key with an end is refused from that moment on")
    func refusesAKey_whenItHasExpired() async throws {
        let desk = try await Desk()
        let key = try SigningKey()
        let end = desk.clock.now.advanced(by: .seconds(10))
        try await desk.desk.enrol(key.verifyingKey, device: "watch", expiresAt: end)
        for id: Identifier in ["a", "b"] { try await desk.desk.register(id, text: "t", device: "watch") }
        desk.clock.advance(by: .milliseconds(9999))
        #expect(await desk.verify("a", try key.field(for: "t")) == .ok)
        desk.clock.advance(by: .milliseconds(1))
        #expect(await desk.verify("b", try key.field(for: "t")) == .keyExpired)
    }
}
