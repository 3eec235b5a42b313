import CountersignAPI
import CountersignService
import GRDB

extension SQLiteStore {
    /// A lock-out that began at this moment or before has ended.
    static func windowStart(_ now: Moment, _ rules: PrevalidatorPolicy) -> Int64 {
        now.advanced(by: .zero - rules.deviceWindow).milliseconds
    }

    /// Counts a wrong signature on its challenge, then on its device.
    /// - Returns: how many the challenge still stands; nil when it was not counted.
    static func count(
        _ db: Database, _ attempt: Claim, at now: Moment, rules: PrevalidatorPolicy
    ) throws -> Int? {
        let windowStart = windowStart(now, rules)
        try db.cachedStatement(
            sql: """
                UPDATE challenge SET attempts = attempts + 1
                WHERE id = ? AND generation = ? AND consumed_at IS NULL AND expires_at > ? AND attempts < ?
                    AND NOT EXISTS (SELECT 1 FROM device_failure
                        WHERE device_id = ? AND count >= ? AND since > ?)
                """
        ).execute(arguments: [
            attempt.challengeID.text, attempt.generation, now.milliseconds, rules.attemptsPerChallenge,
            attempt.deviceID.text, rules.attemptsPerDevice, windowStart,
        ])
        guard db.changesCount == 1 else { return nil }
        try db.cachedStatement(
            sql: """
                INSERT INTO device_failure (device_id, count, since) VALUES (:device, 1, :now)
                ON CONFLICT (device_id) DO UPDATE SET
                    count = CASE WHEN since > :windowStart THEN count + 1 ELSE 1 END,
                    since = CASE WHEN since > :windowStart THEN since ELSE :now END
                """
        ).execute(arguments: [
            "device": attempt.deviceID.text, "now": now.milliseconds, "windowStart": windowStart,
        ])
        let row = try ChallengeRow.fetch(db, attempt.challengeID)
        return rules.attemptsPerChallenge - (row?.attempts ?? rules.attemptsPerChallenge)
    }

    /// Why a claim or an attempt changed nothing; nil when the challenge stands for another text by now.
    static func refusal(
        _ db: Database, _ claim: Claim, at now: Moment, rules: PrevalidatorPolicy
    ) throws -> VerdictCode? {
        guard let row = try ChallengeRow.fetch(db, claim.challengeID) else { return .challengeUnknown }
        if row.consumedAt != nil { return .challengeConsumed }
        if now >= row.challenge.expiresAt { return .challengeExpired }
        if row.attempts >= rules.attemptsPerChallenge { return .attemptsExhausted }
        let locked = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM device_failure WHERE device_id = ? AND count >= ? AND since > ?",
            arguments: [claim.deviceID.text, rules.attemptsPerDevice, windowStart(now, rules)])
        if locked == 1 { return .attemptsExhausted }
        if row.challenge.generation != claim.generation { return nil }
        guard let key = try KeyRow.fetch(db, claim.keyID) else { return .keyUnknown }
        if try KeyRow.isUnbound(db, claim.deviceID) { return .deviceUnbound }
        return KeyPolicy.refusal(of: key, purpose: nil, at: now) ?? .internal
    }
}
