import Countersign
import CountersignAPI
import CountersignService

@testable import CountersignPrevalidator

/// A pre-validator with a clock that the test drives, and a phone that is enrolled.
struct Desk {
    let clock: VirtualClock
    let desk: Prevalidator
    let phone: SigningKey

    init(policy: PrevalidatorPolicy = .init(), store: any PrevalidatorStore = MemoryStore()) async throws {
        clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
        desk = try await Prevalidator(store: store, policy: policy, clock: clock)
        phone = try SigningKey()
        try await desk.enrol(phone.verifyingKey, device: "phone", id: "key", purposes: ["unrestricted"])
    }

    func register(_ id: Identifier = "c", text: String = "text to sign", purpose: String? = nil) async throws {
        try await desk.register(id, text: text, device: "phone", purpose: purpose)
    }

    func field(_ text: String = "text to sign") throws -> String { try phone.field(for: text) }

    func verify(_ field: String) async -> VerdictCode { await verify("c", field) }

    func verify(_ id: Identifier, key: Identifier? = nil, device: Identifier? = nil, _ field: String) async
        -> VerdictCode
    {
        await desk.verify(Question(challengeID: id, keyID: key, deviceID: device, signature: field)).code
    }
}

extension SigningKey {
    func field(for text: String) throws -> String { try signature(for: Challenge(text)).field }
}
