import Countersign
import CountersignAPI
import CountersignService
import FoundationEssentials
import GRDB

/// A row of the table of challenges.
struct ChallengeRow {
    let challenge: RegisteredChallenge
    let attempts: Int
    let consumedAt: Moment?
    let consumedBy: Identifier?

    static func fetch(_ db: Database, _ id: Identifier) throws -> ChallengeRow? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT generation, device_id, purpose, text, registered_at, expires_at, attempts, consumed_at,
                    consumed_by FROM challenge WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id.column]) else { return nil }
        let (device, by): (String?, String?) = (row[1], row[8])
        let text: Data = row[3]
        return ChallengeRow(
            challenge: RegisteredChallenge(
                id: id, deviceID: device.map(Identifier.init(_:)), purpose: row[2],
                text: try Challenge(utf8: text), registeredAt: Moment(milliseconds: row[4]),
                expiresAt: Moment(milliseconds: row[5]), generation: row[0]),
            attempts: row[6], consumedAt: (row[7] as Int64?).map(Moment.init(milliseconds:)),
            consumedBy: by.map(Identifier.init(_:)))
    }

    static func upsert(_ db: Database, _ challenge: RegisteredChallenge) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO challenge (id, generation, device_id, purpose, text, registered_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET generation = excluded.generation, device_id = excluded.device_id,
                    purpose = excluded.purpose, text = excluded.text, registered_at = excluded.registered_at,
                    expires_at = excluded.expires_at, attempts = 0, consumed_at = NULL, consumed_by = NULL
                """
        ).execute(arguments: [
            challenge.id.text, challenge.generation, challenge.deviceID?.text, challenge.purpose,
            Data(challenge.text.utf8), challenge.registeredAt.milliseconds, challenge.expiresAt.milliseconds,
        ])
    }
}
