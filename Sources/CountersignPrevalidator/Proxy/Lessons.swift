import Countersign
import CountersignAPI
import CountersignService
import Logging

/// What the bank's answers teach: keys that were bound or added, texts that are to be signed, devices that are gone.
struct Lessons: Sendable {
    let prevalidator: Prevalidator
    let logger: Logger

    /// Whether a later answer for the same id takes the place of an earlier one.
    static func isOrdered(_ endpoint: Endpoint) -> Bool {
        endpoint == .authorizeChangeRequest || isDialectChallenge(endpoint)
    }

    private static func isDialectChallenge(_ endpoint: Endpoint) -> Bool {
        endpoint.name.utf8.starts(with: "dialectChallenge".utf8)
    }

    /// Learns from one call that the bank has answered. What cannot be learned is refused later as unknown.
    ///
    /// - Returns: whether there was something to learn.
    func learn(
        _ endpoint: Endpoint, _ ids: [Identifier], sent: [UInt8], status: Int, answer: [UInt8], notes: KeyNotes
    ) async -> Bool {
        guard endpoint.success.contains(status) else { return false }
        do {
            return try await take(endpoint, ids, sent, answer, notes)
        } catch {
            logger.error("nothing learned", metadata: ["operation": "\(endpoint.name)", "error": "\(error)"])
            return false
        }
    }

    private func take(
        _ endpoint: Endpoint, _ ids: [Identifier], _ sent: [UInt8], _ answer: [UInt8], _ notes: KeyNotes
    ) async throws -> Bool {
        switch endpoint {
        case .bindDevice:
            let bind = try WireJSON.decode(BindDevice.self, from: sent)
            let binding = try WireJSON.decode(DeviceBinding.self, from: answer)
            try await enrol(bind.key, bind.keyPurpose, device: binding.id, notes)
        case .addDeviceKey:
            let add = try WireJSON.decode(AddDeviceKey.self, from: sent)
            try await enrol(add.key, add.keyPurpose, device: ids[0], notes)
        case .authorizeChangeRequest:
            let authorize = try WireJSON.decode(AuthorizeChangeRequest.self, from: sent)
            guard let text = Self.signedText(try WireJSON.parse(answer)), let device = authorize.deviceID else {
                return false
            }
            try await prevalidator.register(
                ids[0], text: text, device: device, purpose: Self.purpose(authorize.keyPurpose), superseding: true)
        case .createDeviceChallenge:
            let create = try WireJSON.decode(CreateDeviceChallenge.self, from: sent)
            let challenge = try WireJSON.decode(DeviceChallenge.self, from: answer)
            try await prevalidator.register(
                challenge.id, text: challenge.stringToSign, device: create.deviceID,
                purpose: Self.purpose(create.keyPurpose), lifetime: lifetime(of: challenge), superseding: true)
        case .deleteDevice:
            try await prevalidator.unbind(ids[0])
            try await notes.noteUnbound(ids[0])
        case _ where Self.isDialectChallenge(endpoint):
            guard let text = Self.signedText(try WireJSON.parse(answer)) else { return false }
            // Which device is to sign is not said here. What authorize said of the same text stays.
            if try await prevalidator.store.challenges([ids[0]])[0]?.text == Challenge(text) { return true }
            try await prevalidator.register(ids[0], text: text, superseding: true)
        default: return false
        }
        return true
    }

    private func enrol(
        _ key: String, _ purpose: KeyPurpose?, device: Identifier, _ notes: KeyNotes
    ) async throws {
        let key = try VerifyingKey(hexPoint: key)
        // One key may be bound again, to another device: its fingerprint alone is no name.
        let id = Identifier(device.text + "/" + key.identifier.short)
        let purpose = Self.purpose(purpose) ?? KeyPurpose.unrestricted.rawValue
        _ = try await prevalidator.enrol(
            key, device: device, id: id, purposes: [purpose], expiresAt: nil, noting: notes)
    }

    /// An empty purpose is none.
    private static func purpose(_ purpose: KeyPurpose?) -> String? {
        purpose.flatMap { $0.rawValue.isEmpty ? nil : $0.rawValue }
    }

    private static func signedText(_ answer: JSONValue) -> String? {
        for name in SignedTextName.allCases {
            if let text = answer[name.rawValue]?.stringValue { return text }
        }
        return nil
    }

    /// How long the bank lets the challenge live, by the bank's own clock.
    private func lifetime(of challenge: DeviceChallenge) -> Duration? {
        guard let start = challenge.createdAt, let end = challenge.expiresAt, end > start else { return nil }
        return min(.milliseconds(end.milliseconds - start.milliseconds), prevalidator.policy.longestLifetime)
    }
}
