import Countersign
import CountersignAPI
import CountersignBatch
import CountersignService

extension Prevalidator {
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
