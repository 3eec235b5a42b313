import CountersignAPI
import FoundationEssentials
import GRDB

/// A message in the outbox.
struct SentSMS: Sendable, Equatable {
    let id: Identifier
    let recipient: String
    let language: String
    let template: String
    let text: String
    /// The code that was issued; the text may hold other digits.
    let otp: String?
    let sentAt: Timestamp
}

extension Ledger {
    /// Sends one of the bank's texts to a verified number.
    ///
    /// - Parameters:
    ///   - language: the person's setting; nil means English.
    ///   - values: the template's variables but for its code.
    ///   - code: what stands for the template's code variable.
    /// - Throws: ``BankFault`` 429 when the number had its share of this hour.
    func sendSMS(
        _ template: SMSTemplate, to number: PhoneNumber, language: Language?, values: [String: String] = [:],
        code: String? = nil
    ) throws {
        let magic = MagicNumber(number)
        guard magic != .limitExceeded, try smsWithinHour(to: number) < settings.smsPerHour else {
            throw BankFault.smsLimit(number.e164)
        }
        let text = SMSText(template, in: language ?? .english)
        var values = values
        if let variable = template.codeVariable { values[variable] = code }
        try execute(
            sql: """
                INSERT INTO sms (id, recipient, language, template, text, otp, sent_at, visible_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                try identities.identifier(.deliveryEvent).text, number.e164, text.language.rawValue, template.rawValue,
                try text.render(values), code, now.milliseconds, magic.visible(from: now)?.milliseconds,
            ])
        // A message whose transaction fails later was never sent.
        db.afterNextTransaction(onCommit: { [metrics, events] _ in
            metrics.countSMS(template: template.rawValue)
            events.mail.ring()
        })
    }

    private func smsWithinHour(to number: PhoneNumber) throws -> Int {
        try Int.fetchOne(
            self, sql: "SELECT COUNT(*) FROM sms WHERE recipient = ? AND sent_at > ?",
            arguments: [number.e164, now.adding(seconds: -3600).milliseconds]) ?? 0
    }

    /// Messages that have reached a phone, oldest first.
    func inbox(of recipient: String?, after: Identifier?) throws -> [SentSMS] {
        try Row.fetchAll(
            self,
            sql: """
                SELECT id, recipient, language, template, text, otp, sent_at FROM sms
                WHERE visible_at <= :now AND (:recipient IS NULL OR recipient = :recipient)
                AND sequence > COALESCE((SELECT sequence FROM sms WHERE id = :after), 0)
                ORDER BY visible_at, sequence
                """,
            arguments: ["now": now.milliseconds, "recipient": recipient, "after": after?.text]
        ).map {
            SentSMS(
                id: Identifier($0[0]), recipient: $0[1], language: $0[2], template: $0[3], text: $0[4], otp: $0[5],
                sentAt: Timestamp(milliseconds: $0[6]))
        }
    }
}
