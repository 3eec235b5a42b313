import CountersignAPI
import FoundationEssentials
import GRDB

/// An account as it is stored.
struct StoredAccount: Sendable, Equatable {
    let id: Identifier
    let personID: Identifier
    let iban: String
    /// Cents.
    var balance: Int
}

extension Ledger {
    func insertAccount(of person: Identifier, balance: Int) throws -> Account {
        let account = Account(
            id: try identities.identifier(.account), iban: try unusedIBAN(), balance: Amount(value: balance))
        try execute(
            sql: "INSERT INTO account (id, person_id, iban, balance) VALUES (?, ?, ?, ?)",
            arguments: [account.id.text, person.text, account.iban, balance])
        return account
    }

    private func unusedIBAN() throws -> String {
        while true {
            let iban = IBAN.german(account: try identities.oneTimePassword(digits: 10))
            let isTaken = try Bool.fetchOne(self, sql: "SELECT 1 FROM account WHERE iban = ?", arguments: [iban])
            if isTaken != true { return iban }
        }
    }

    /// - Throws: ``BankFault`` 404.
    func account(_ id: Identifier) throws -> StoredAccount {
        let sql = "SELECT id, person_id, iban, balance FROM account WHERE id = ?"
        guard let row = try Row.fetchOne(self, sql: sql, arguments: [id.text]) else {
            throw BankFault.notFound("Solaris::Account", id)
        }
        return StoredAccount(id: Identifier(row[0]), personID: Identifier(row[1]), iban: row[2], balance: row[3])
    }

    /// - Throws: ``BankFault`` 404, also for an account of somebody else.
    func account(_ id: Identifier, of person: Identifier) throws -> StoredAccount {
        let account = try account(id)
        guard account.personID == person else { throw BankFault.notFound("Solaris::Account", id) }
        return account
    }

    func setBalance(_ cents: Int, of account: Identifier) throws {
        try execute(sql: "UPDATE account SET balance = ? WHERE id = ?", arguments: [cents, account.text])
    }

    func insertTransfer(_ order: CreateSEPACreditTransfer, from account: Identifier) throws -> SEPACreditTransfer {
        let transfer = SEPACreditTransfer(id: try identities.identifier(.transfer), order: order)
        try execute(
            sql: "INSERT INTO transfer (id, account_id, body) VALUES (?, ?, ?)",
            arguments: [transfer.id.text, account.text, try Self.blob(transfer)])
        return transfer
    }

    func insertTrustedIBAN(_ order: CreateTrustedIBAN, of account: Identifier) throws -> TrustedIBAN {
        let trusted = TrustedIBAN(id: try identities.identifier(.trustedIBAN), iban: order.iban, name: order.name)
        try execute(
            sql: "INSERT INTO trusted_iban (id, account_id, body) VALUES (?, ?, ?)",
            arguments: [trusted.id.text, account.text, try Self.blob(trusted)])
        return trusted
    }

    /// The accounts that the customer trusts, the oldest first.
    func trustedIBANs(of account: Identifier) throws -> [TrustedIBAN] {
        try Data.fetchAll(
            self, sql: "SELECT body FROM trusted_iban WHERE account_id = ? ORDER BY rowid", arguments: [account.text]
        ).map { try Self.value(TrustedIBAN.self, of: $0) }
    }
}
