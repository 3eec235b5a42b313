import CountersignAPI
import GRDB

/// What an OTP belongs to. One living code each: issuing a new one makes the old one dead.
struct OTPOwner: Sendable {
    let key: String

    static func mobileNumber(_ id: Identifier) -> OTPOwner { OTPOwner(key: "mobile_number/" + id.text) }
    static func changeRequest(_ id: Identifier) -> OTPOwner { OTPOwner(key: "change_request/" + id.text) }
    static func challenge(_ id: Identifier) -> OTPOwner { OTPOwner(key: "challenge/" + id.text) }
}

extension Ledger {
    func replaceOTP(of owner: OTPOwner, with code: IssuedOTP) throws {
        try execute(
            sql:
                "INSERT OR REPLACE INTO one_time_password (owner, code, expires_at, attempts_left) VALUES (?, ?, ?, ?)",
            arguments: [owner.key, code.digits, code.expiresAt.milliseconds, code.attemptsLeft])
    }

    func otp(of owner: OTPOwner) throws -> IssuedOTP? {
        try Row.fetchOne(
            self, sql: "SELECT code, expires_at, attempts_left FROM one_time_password WHERE owner = ?",
            arguments: [owner.key]
        ).map { IssuedOTP(digits: $0[0], expiresAt: Timestamp(milliseconds: $0[1]), attemptsLeft: $0[2]) }
    }

    func deleteOTP(of owner: OTPOwner) throws {
        try execute(sql: "DELETE FROM one_time_password WHERE owner = ?", arguments: [owner.key])
    }

    /// Forgets every code that a person was sent by SMS for a change request or a challenge.
    func deleteSentOTPs(of person: Identifier) throws {
        try execute(
            sql: """
                DELETE FROM one_time_password WHERE owner IN (
                    SELECT 'change_request/' || id FROM change_request WHERE authorized_person_id = :person
                    AND method = :method
                    UNION ALL SELECT 'challenge/' || id FROM challenge WHERE person_id = :person
                )
                """,
            arguments: ["person": person.text, "method": DeliveryMethod.mobileNumber.rawValue])
    }

    /// Checks a code and spends it or one try, in this transaction. A person whose guesses of a day are used up has
    /// no right code.
    func spendOTP(of owner: OTPOwner, by person: Identifier, given text: String) throws -> IssuedOTP.Outcome {
        guard let issued = try otp(of: owner) else { return .wrong(attemptsLeft: 0) }
        guard try hasGuessesLeft(person) else { return .expired }
        let outcome = issued.outcome(given: text, now: now)
        if case .wrong = outcome { try countWrongOTP(of: person) }
        switch outcome {
        case .right, .expired, .wrong(attemptsLeft: 0):
            try deleteOTP(of: owner)
        case .wrong(let left):
            try execute(
                sql: "UPDATE one_time_password SET attempts_left = ? WHERE owner = ?", arguments: [left, owner.key])
        }
        return outcome
    }

    /// - Throws: ``BankFault`` 403 for a person whose guesses of a day are used up.
    func requireGuessesLeft(_ person: Identifier) throws {
        guard try hasGuessesLeft(person) else { throw BankFault.unauthorizedAction }
    }

    /// Whether a person, or a consumer, may guess on today.
    func hasGuessesLeft(_ person: Identifier) throws -> Bool {
        let count = try Int.fetchOne(
            self, sql: "SELECT COUNT(*) FROM wrong_otp WHERE person_id = ? AND given_at > ?",
            arguments: [person.text, now.adding(seconds: -86_400).milliseconds])
        return count ?? 0 < settings.wrongOTPsPerDay
    }

    /// Counts a guess; those older than a day are forgotten.
    func countWrongOTP(of person: Identifier) throws {
        try execute(
            sql: "DELETE FROM wrong_otp WHERE person_id = ? AND given_at <= ?",
            arguments: [person.text, now.adding(seconds: -86_400).milliseconds])
        try execute(
            sql: "INSERT INTO wrong_otp (person_id, given_at) VALUES (?, ?)",
            arguments: [person.text, now.milliseconds])
    }
}
