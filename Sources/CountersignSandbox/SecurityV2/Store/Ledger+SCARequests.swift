import CountersignAPI
import GRDB

extension Ledger {
    func insertSCARequest(_ request: inout StoredSCARequest) throws {
        try execute(
            sql: """
                INSERT INTO sca_request (reference, consumer_id, cause, description, type, delivery, state, code,
                device_id, resends_left, attempts_left, failed, started_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                request.reference, request.consumer, request.cause.rawValue, request.description,
                request.type.rawValue, request.delivery.rawValue, request.state.rawValue, request.code, request.device,
                request.resendsLeft, request.attemptsLeft, request.hasFailed, request.startedAt.milliseconds,
                request.expiresAt.milliseconds,
            ])
        request.sequence = db.lastInsertedRowID
    }

    func updateSCARequest(_ request: StoredSCARequest) throws {
        try execute(
            sql: """
                UPDATE sca_request SET state = ?, code = ?, device_id = ?, resends_left = ?, attempts_left = ?,
                failed = ?, started_at = ?, expires_at = ? WHERE sequence = ?
                """,
            arguments: [
                request.state.rawValue, request.code, request.device, request.resendsLeft, request.attemptsLeft,
                request.hasFailed, request.startedAt.milliseconds, request.expiresAt.milliseconds, request.sequence,
            ])
    }

    /// Nil for an unknown reference number.
    func scaRequest(_ reference: String) throws -> StoredSCARequest? {
        try Row.fetchOne(self, sql: Self.scaRequests + "WHERE reference = ?", arguments: [reference])
            .map(Self.scaRequest)
    }

    /// What waits for a consumer, the oldest first.
    func pendingSCARequests(of consumer: Int32) throws -> [StoredSCARequest] {
        try Row.fetchAll(
            self,
            sql: Self.scaRequests
                + "WHERE consumer_id = ? AND state = 'pending' AND expires_at > ? ORDER BY sequence",
            arguments: [consumer, now.milliseconds]
        ).map(Self.scaRequest)
    }

    private static let scaRequests = """
        SELECT sequence, reference, consumer_id, cause, description, type, delivery, state, code, device_id,
        resends_left, attempts_left, failed, started_at, expires_at FROM sca_request\u{20}
        """

    private static func scaRequest(_ row: Row) -> StoredSCARequest {
        StoredSCARequest(
            sequence: row[0], reference: row[1], consumer: row[2],
            cause: StoredSCARequest.Cause(rawValue: row[3]) ?? .transfer, description: row[4],
            type: SecurityV2.SCAType(rawValue: row[5]), delivery: SecurityV2.OTPDelivery(rawValue: row[6]) ?? .sms,
            state: StoredSCARequest.State(rawValue: row[7]) ?? .cancelled, code: row[8], device: row[9],
            resendsLeft: row[10], attemptsLeft: row[11], hasFailed: row[12],
            startedAt: Timestamp(milliseconds: row[13]), expiresAt: Timestamp(milliseconds: row[14]))
    }
}
