import CountersignAPI

/// The rules of orders on an account; what they leave open is this project's choice.
enum TransferPolicy {
    /// What an account holds unless it is opened with another sum: 10 000.00 EUR.
    static let usualBalance = 1_000_000

    /// Cents of an opening balance.
    /// - Throws: ``BankFault`` 400.
    static func balance(_ amount: Amount?) throws(BankFault) -> Int {
        guard let amount else { return usualBalance }
        try requireEuroCents(amount, field: "balance")
        return amount.value
    }

    /// - Throws: ``BankFault`` 400.
    static func check(_ order: CreateSEPACreditTransfer) throws(BankFault) {
        guard !order.recipientName.isEmpty else { throw .invalid("recipient_name", "expected a name") }
        try check(iban: order.recipientIBAN, field: "recipient_iban")
        try requireEuroCents(order.amount, field: "amount")
        guard order.amount.value > 0 else { throw .invalid("amount.value", "expected more than 0 cents") }
    }

    /// - Throws: ``BankFault`` 400.
    static func check(iban: String, field: String) throws(BankFault) {
        guard IBAN.hasShape(iban) else { throw .invalid(field, "expected an IBAN without spaces") }
    }

    private static func requireEuroCents(_ amount: Amount, field: String) throws(BankFault) {
        guard amount.unit == "cents" else { throw .invalid("\(field).unit", "expected cents") }
        guard amount.currency == "EUR" else { throw .invalid("\(field).currency", "expected EUR") }
    }

    /// What is left after the transfer; nil when the account does not hold that much.
    static func balance(of account: StoredAccount, after order: CreateSEPACreditTransfer) -> Int? {
        let (rest, overflow) = account.balance.subtractingReportingOverflow(order.amount.value)
        return overflow || rest < 0 ? nil : rest
    }
}
