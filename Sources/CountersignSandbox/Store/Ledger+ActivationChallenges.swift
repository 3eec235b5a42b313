import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    /// Issues a code and tells whoever has subscribed.
    ///
    /// - Throws: ``BankFault`` 404, 409 unless the older code may be invalidated.
    func insertActivation(_ body: CreateActivationChallenge, invalidating: Bool) throws -> ActivationChallenge {
        try requirePerson(body.personID)
        let active = try Bool.fetchOne(
            self, sql: "SELECT 1 FROM activation WHERE person_id = ? AND state = ? AND expires_at > ?",
            arguments: [body.personID.text, ActivationStatus.active.rawValue, now.milliseconds])
        if active == true {
            guard invalidating else { throw ActivationPolicy.codeExists }
            try execute(
                sql: "UPDATE activation SET state = ? WHERE person_id = ? AND state = ?",
                arguments: [
                    ActivationStatus.expired.rawValue, body.personID.text, ActivationStatus.active.rawValue,
                ])
        }
        let challenge = ActivationChallenge(
            id: try identities.identifier(.activationChallenge), personID: body.personID,
            code: try identities.secret(bytes: 7), origin: body.origin, purpose: body.purpose,
            deliveryMethod: body.deliveryMethod, status: .active, createdAt: now,
            expiresAt: now.adding(seconds: ActivationPolicy.lifetime))
        try insert(challenge)
        try notify(
            .activationChallengeCreation, entity: challenge.id,
            payload: ActivationChallengePayload(
                personID: body.personID, challengeID: challenge.id, createdAt: challenge.createdAt,
                expiresAt: challenge.expiresAt, requestedBy: body.origin.rawValue, purpose: body.purpose))
        return challenge
    }

    private func insert(_ challenge: ActivationChallenge) throws {
        var stored = challenge
        (stored.code, stored.status) = (nil, nil)
        try execute(
            sql: """
                INSERT INTO activation (id, person_id, code, body, state, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                challenge.id.text, challenge.personID?.text, challenge.code, try Self.blob(stored),
                ActivationStatus.active.rawValue, now.milliseconds, challenge.expiresAt?.milliseconds,
            ])
    }

    /// The challenge without its code.
    /// - Throws: ``BankFault`` 404.
    func activation(_ id: Identifier) throws -> ActivationChallenge {
        let sql = "SELECT body, state, expires_at FROM activation WHERE id = ?"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: [id.text]) else {
            throw BankFault.notFound("Solaris::ActivationChallenge", id)
        }
        return try activation(row)
    }

    /// One page of challenges, the newest first, and how many there are.
    func activations(of person: Identifier?, _ page: Page) throws -> (page: [ActivationChallenge], total: Int) {
        if let person { try requirePerson(person) }
        let filter = "WHERE :person IS NULL OR person_id = :person"
        let total = try Int.fetchOne(
            self, sql: "SELECT COUNT(*) FROM activation \(filter)", arguments: ["person": person?.text])
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT body, state, expires_at FROM activation \(filter)
                ORDER BY created_at DESC, rowid DESC LIMIT :size OFFSET :offset
                """, arguments: ["person": person?.text, "size": page.size, "offset": page.offset])
        return (try rows.map(activation), total ?? 0)
    }

    /// Marks a code as expired; one that was used stays used.
    func expireActivation(_ id: Identifier) throws {
        try execute(
            sql: "UPDATE activation SET state = ? WHERE id = ? AND state = ?",
            arguments: [ActivationStatus.expired.rawValue, id.text, ActivationStatus.active.rawValue])
    }

    private func activation(_ row: Row) throws -> ActivationChallenge {
        var challenge = try Self.value(ActivationChallenge.self, of: row[0])
        let status = ActivationStatus(rawValue: row[1])
        let isOver = Timestamp(milliseconds: row[2]) <= now
        challenge.status = status == .active && isOver ? .expired : status
        return challenge
    }
}

// What happened to the letter.
extension Ledger {
    func insertDeliveryEvent(_ body: RecordDeliveryEvent, of activation: Identifier) throws -> DeliveryEvent {
        let event = DeliveryEvent(
            id: try identities.identifier(.deliveryEvent), challengeID: activation, eventType: body.eventType,
            createdAt: now)
        try execute(
            sql: "INSERT INTO delivery_event (id, activation_id, body) VALUES (?, ?, ?)",
            arguments: [event.id.text, activation.text, try Self.blob(event)])
        return event
    }

    /// All of a challenge, the oldest first.
    func deliveryEvents(of activation: Identifier) throws -> [DeliveryEvent] {
        try Data.fetchAll(
            self, sql: "SELECT body FROM delivery_event WHERE activation_id = ? ORDER BY rowid",
            arguments: [activation.text]
        ).map { try Self.value(DeliveryEvent.self, of: $0) }
    }
}
