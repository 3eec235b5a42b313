import CountersignAPI
import FoundationEssentials
import GRDB

extension Ledger {
    /// Opens a change request that waits for the customer.
    func insertChangeRequest(
        _ action: ChangeRequestAction, of owner: StoredChangeRequest.Owner, for payment: CardPayment? = nil
    ) throws -> StoredChangeRequest {
        let request = StoredChangeRequest(
            id: try identities.identifier(.changeRequest), owner: owner, action: action,
            status: .authorizationRequired, paymentID: payment?.id, endsAt: payment?.endsAt, updatedAt: now)
        try execute(
            sql: """
                INSERT INTO change_request (id, person_id, business_id, action, status, attempts_left, payment_id,
                ends_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)
                """,
            arguments: [
                request.id.text, owner.personID?.text, owner.businessID?.text, try Self.blob(action),
                request.status.rawValue, payment?.id.text, payment?.endsAt.milliseconds, now.milliseconds,
                now.milliseconds,
            ])
        return request
    }

    /// A payment that was decided is not decided again: its other change request has expired.
    func expireOthers(of payment: Identifier, besides id: Identifier) throws {
        try execute(
            sql: "UPDATE change_request SET ends_at = min(ends_at, ?) WHERE payment_id = ? AND id <> ?",
            arguments: [now.milliseconds, payment.text, id.text])
    }

    /// The change request as it stands now.
    /// - Throws: ``BankFault`` 404.
    func changeRequest(_ id: Identifier) throws -> StoredChangeRequest {
        let sql = "SELECT \(Self.columns) FROM change_request WHERE id = ?"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: [id.text]) else {
            throw BankFault.notFound("Solaris::Changeset", id)
        }
        return try Self.changeRequest(row).settled(at: now)
    }

    /// One page of an owner's change requests, the newest first, and how many there are.
    func changeRequests(
        of owner: StoredChangeRequest.Owner, _ page: Page
    ) throws -> (page: [StoredChangeRequest], total: Int) {
        let (column, id) = owner.key
        let total = try Int.fetchOne(
            self, sql: "SELECT COUNT(*) FROM change_request WHERE \(column) = ?", arguments: [id.text])
        let rows = try Row.fetchAll(
            self,
            sql: """
                SELECT \(Self.columns) FROM change_request WHERE \(column) = ? ORDER BY sequence DESC LIMIT ? OFFSET ?
                """, arguments: [id.text, page.size, page.offset])
        return (try rows.map { try Self.changeRequest($0).settled(at: now) }, total ?? 0)
    }

    /// Writes what authorize, confirm and the execution changed, as of now.
    func updateChangeRequest(_ request: inout StoredChangeRequest) throws {
        request.updatedAt = now
        let authorization = request.authorization
        try execute(
            sql: """
                UPDATE change_request SET status = ?, method = ?, authorized_person_id = ?, device_id = ?,
                key_purpose = ?, string_to_sign = ?, attempts_left = ?, expires_at = ?, completes_at = ?,
                response_code = ?, response_body = ?, updated_at = ? WHERE id = ?
                """,
            arguments: [
                request.status.rawValue, authorization?.method.rawValue, authorization?.personID.text,
                authorization?.deviceID?.text, authorization?.keyPurpose?.rawValue, authorization?.stringToSign,
                authorization?.attemptsLeft ?? 0, authorization?.expiresAt.milliseconds,
                request.completesAt?.milliseconds, request.result?.code, try request.result?.body.map(Self.blob),
                now.milliseconds, request.id.text,
            ])
    }

    private static let columns = """
        id, person_id, business_id, action, status, method, authorized_person_id, device_id, key_purpose,
        string_to_sign, attempts_left, expires_at, completes_at, response_code, response_body, updated_at, payment_id,
        ends_at
        """

    private static func changeRequest(_ row: Row) throws -> StoredChangeRequest {
        let owner: StoredChangeRequest.Owner =
            if let business = row[2] as String? {
                .business(Identifier(business))
            } else {
                .person(Identifier(row[1] ?? ""))
            }
        return StoredChangeRequest(
            id: Identifier(row[0]), owner: owner, action: try value(ChangeRequestAction.self, of: row[3]),
            status: ChangeRequestStatus(rawValue: row[4]), authorization: authorization(row),
            paymentID: (row[16] as String?).map(Identifier.init(_:)),
            endsAt: (row[17] as Int64?).map(Timestamp.init(milliseconds:)),
            completesAt: (row[12] as Int64?).map(Timestamp.init(milliseconds:)),
            result: try (row[13] as Int?).map { code in
                ActionResult(code: code, body: try (row[14] as Data?).map { try value(JSONValue.self, of: $0) })
            },
            updatedAt: Timestamp(milliseconds: row[15]))
    }

    private static func authorization(_ row: Row) -> StoredChangeRequest.Authorization? {
        guard let method = row[5] as String?, let person = row[6] as String?, let expiry = row[11] as Int64? else {
            return nil
        }
        return StoredChangeRequest.Authorization(
            method: DeliveryMethod(rawValue: method), personID: Identifier(person),
            deviceID: (row[7] as String?).map(Identifier.init(_:)),
            keyPurpose: (row[8] as String?).map(KeyPurpose.init(rawValue:)), stringToSign: row[9],
            expiresAt: Timestamp(milliseconds: expiry), attemptsLeft: row[10])
    }
}

extension StoredChangeRequest.Owner {
    var personID: Identifier? { if case .person(let id) = self { id } else { nil } }
    var businessID: Identifier? { if case .business(let id) = self { id } else { nil } }

    fileprivate var key: (column: String, id: Identifier) {
        switch self {
        case .person(let id): ("person_id", id)
        case .business(let id): ("business_id", id)
        }
    }
}
