import CountersignAPI
import GRDB

/// A challenge as it is stored.
struct StoredChallenge: Sendable, Equatable {
    let id: Identifier
    let kind: ChallengeType
    let personID: Identifier
    let deviceID: Identifier?
    let keyPurpose: KeyPurpose?
    /// What a device signs; nil where a code is sent.
    let text: String?
    let activationID: Identifier?
    /// Wrong signatures that are still allowed, this one included.
    let attemptsLeft: Int
    let createdAt: Timestamp
    let expiresAt: Timestamp

    var signatureChallenge: SignatureChallenge {
        SignatureChallenge(id: id, createdAt: createdAt, expiresAt: expiresAt)
    }
    var deviceChallenge: DeviceChallenge {
        DeviceChallenge(id: id, stringToSign: text ?? "", createdAt: createdAt, expiresAt: expiresAt)
    }
    var smsChallenge: SMSChallenge { SMSChallenge(id: id, createdAt: createdAt, expiresAt: expiresAt) }
}

extension Ledger {
    func insertChallenge(_ challenge: StoredChallenge) throws {
        try execute(
            sql: """
                INSERT INTO challenge (id, kind, person_id, device_id, key_purpose, text, activation_id, state,
                attempts_left, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?)
                """,
            arguments: [
                challenge.id.text, challenge.kind.rawValue, challenge.personID.text, challenge.deviceID?.text,
                challenge.keyPurpose?.rawValue, challenge.text, challenge.activationID?.text, challenge.attemptsLeft,
                challenge.createdAt.milliseconds, challenge.expiresAt.milliseconds,
            ])
    }

    /// A challenge that can be answered now.
    /// - Throws: ``BankFault`` 404, as for an id that never was, also when it was used or has expired.
    func openChallenge(_ id: Identifier, _ kind: ChallengeType) throws -> StoredChallenge {
        let row = try Row.fetchOne(
            self,
            sql: """
                SELECT person_id, device_id, key_purpose, text, activation_id, attempts_left, created_at, expires_at
                FROM challenge WHERE id = ? AND kind = ? AND state = 'open' AND expires_at > ?
                """, arguments: [id.text, kind.rawValue, now.milliseconds])
        guard let row else { throw BankFault.notFound(challenge: "\(kind) challenge", id) }
        return StoredChallenge(
            id: id, kind: kind, personID: Identifier(row[0]), deviceID: (row[1] as String?).map(Identifier.init(_:)),
            keyPurpose: (row[2] as String?).map(KeyPurpose.init(rawValue:)), text: row[3],
            activationID: (row[4] as String?).map(Identifier.init(_:)), attemptsLeft: row[5],
            createdAt: Timestamp(milliseconds: row[6]), expiresAt: Timestamp(milliseconds: row[7]))
    }

    func countWrongTry(_ challenge: Identifier) throws {
        try execute(
            sql: "UPDATE challenge SET attempts_left = attempts_left - 1 WHERE id = ?", arguments: [challenge.text])
    }

    /// Counts a wrong signature of a change request.
    func countWrongSignature(_ request: Identifier, attemptsLeft: Int) throws {
        try execute(
            sql: "UPDATE change_request SET attempts_left = ? WHERE id = ?", arguments: [attemptsLeft, request.text])
    }

    func closeChallenge(_ id: Identifier) throws {
        try execute(sql: "UPDATE challenge SET state = 'used' WHERE id = ?", arguments: [id.text])
    }

    func closeChallenges(of device: Identifier) throws {
        try execute(sql: "UPDATE challenge SET state = 'used' WHERE device_id = ?", arguments: [device.text])
    }

    /// Texts that the device has been asked to sign and has not, the newest first: what it may have signed by mistake.
    func openTexts(of device: Identifier) throws -> [String] {
        let challenges = try String.fetchAll(
            self,
            sql: """
                SELECT text FROM challenge WHERE device_id = ? AND state = 'open' AND text IS NOT NULL
                ORDER BY created_at DESC LIMIT 5
                """, arguments: [device.text])
        let requests = try String.fetchAll(
            self,
            sql: """
                SELECT string_to_sign FROM change_request WHERE device_id = ? AND status = ?
                AND string_to_sign IS NOT NULL ORDER BY sequence DESC LIMIT 5
                """, arguments: [device.text, ChangeRequestStatus.confirmationRequired.rawValue])
        return requests + challenges
    }
}
