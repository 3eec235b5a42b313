import CountersignAPI
import CountersignService
import GRDB

extension SQLiteStore {
    func register(
        _ challenge: RegisteredChallenge, superseding: Bool
    ) async throws -> (challenge: RegisteredChallenge, isNew: Bool) {
        try await committer.perform { db in
            if let known = try ChallengeRow.fetch(db, challenge.id)?.challenge,
                !superseding || known.isSame(as: challenge)
            {
                return (known, false)
            }
            try ChallengeRow.upsert(db, challenge)
            return (challenge, true)
        } committed: { [remembered] in
            remembered.insert($0.0)
        }
    }

    func withdraw(_ id: Identifier) async throws -> Bool {
        try await committer.perform { db in
            try db.execute(sql: "DELETE FROM challenge WHERE id = ?", arguments: [id.column])
            return db.changesCount > 0
        } committed: { [remembered] _ in
            remembered.remove(id)
        }
    }

    func state(_ id: Identifier) async throws -> ChallengeState? {
        try await committer.perform { db in
            try ChallengeRow.fetch(db, id).map {
                ChallengeState(
                    challenge: $0.challenge, attempts: $0.attempts, consumedAt: $0.consumedAt,
                    consumedBy: $0.consumedBy)
            }
        }
    }

    func sweep(before moment: Moment) async throws {
        // In pieces, so that no request waits for a long one.
        while try await committer.perform({ db in
            try db.execute(
                sql: """
                    DELETE FROM challenge WHERE id IN
                        (SELECT id FROM challenge WHERE expires_at < ? ORDER BY expires_at LIMIT 1000)
                    """, arguments: [moment.milliseconds])
            return db.changesCount == 1000
        }) {}
        try await committer.perform { db in
            try db.execute(sql: "DELETE FROM device_failure WHERE since < ?", arguments: [moment.milliseconds])
        }
    }

    func claim(_ claims: [Claim], at now: Moment, rules: PrevalidatorPolicy) async throws -> [ClaimOutcome] {
        try await committer.perform { db in
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE challenge SET consumed_at = :now, consumed_by = :key
                    WHERE id = :id AND generation = :generation AND consumed_at IS NULL AND expires_at > :now
                        AND attempts < :limit
                        AND EXISTS (SELECT 1 FROM device_key WHERE id = :key AND revoked_at IS NULL
                            AND (expires_at IS NULL OR expires_at > :now))
                        AND NOT EXISTS (SELECT 1 FROM unbound_device WHERE id = :device)
                        AND NOT EXISTS (SELECT 1 FROM device_failure
                            WHERE device_id = :device AND count >= :deviceLimit AND since > :windowStart)
                    """)
            return try claims.map { claim in
                try statement.execute(arguments: [
                    "now": now.milliseconds, "key": claim.keyID.text, "id": claim.challengeID.text,
                    "generation": claim.generation, "limit": rules.attemptsPerChallenge,
                    "device": claim.deviceID.text, "deviceLimit": rules.attemptsPerDevice,
                    "windowStart": Self.windowStart(now, rules),
                ])
                if db.changesCount == 1 { return .claimed }
                if let refusal = try Self.refusal(db, claim, at: now, rules: rules) { return .refused(refusal) }
                return .superseded
            }
        }
    }

    func release(_ claim: Claim) async throws {
        try await committer.perform { db in
            try db.execute(
                sql: """
                    UPDATE challenge SET consumed_at = NULL, consumed_by = NULL
                    WHERE id = ? AND generation = ? AND consumed_by = ?
                    """, arguments: [claim.challengeID.text, claim.generation, claim.keyID.text])
        }
    }

    func countAttempts(
        _ attempts: [Claim], at now: Moment, rules: PrevalidatorPolicy
    ) async throws -> [AttemptOutcome] {
        try await committer.perform { db in
            try attempts.map { attempt in
                let left = try Self.count(db, attempt, at: now, rules: rules)
                if let left { return .counted(left: left) }
                if let refusal = try Self.refusal(db, attempt, at: now, rules: rules) { return .refused(refusal) }
                return .superseded
            }
        }
    }
}
