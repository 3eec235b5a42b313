import Countersign
import CountersignAPI
import CountersignBatch
import CountersignService

extension Prevalidator {
    /// The device whose key signed a challenge that was registered for none; nil where none did, or one was named.
    func signer(of id: Identifier, _ field: String) async throws -> Identifier? {
        guard let challenge = try await store.challenges([id])[0], challenge.deviceID == nil,
            let signature = try? Signature(field: field)
        else { return nil }
        return registry.device(ofKeyAt: try signature.signers(of: challenge.text), at: clock.now)
    }

    /// Whether the id stands for a text, be it another device's or spent.
    func isRegistered(_ id: Identifier) async throws -> Bool { try await store.challenges([id])[0] != nil }

    /// Whether a key of the device signed the text. Nothing is claimed: for what the bank itself lets happen once.
    func check(_ signature: String, over text: String, device: Identifier, purpose: String?) async -> VerdictCode {
        switch registry.candidates(keyID: nil, deviceID: device, purpose: purpose, at: clock.now) {
        case .failure(let refusal): return refusal.code
        case .success(let keys):
            let items = keys.all.map { BatchItem(key: $0.handle, challenge: Challenge(text), signature: signature) }
            guard let verdicts = try? await verifier.verify(items) else { return .internal }
            return verdicts.contains(where: \.isValid) ? .ok : Self.code(of: verdicts[0].code)
        }
    }
}
