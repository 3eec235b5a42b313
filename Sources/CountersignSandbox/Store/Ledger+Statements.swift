import GRDB

// Statements that are compiled once for each bank and used again. A request runs a dozen of them, and compiling one
// takes longer than running it.
extension Ledger {
    func execute(sql: String, arguments: StatementArguments = StatementArguments()) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension Row {
    static func fetchOne(
        _ ledger: Ledger, sql: String, arguments: StatementArguments = StatementArguments()
    ) throws -> Row? {
        try fetchOne(try ledger.db.cachedStatement(sql: sql), arguments: arguments)
    }

    static func fetchAll(
        _ ledger: Ledger, sql: String, arguments: StatementArguments = StatementArguments()
    ) throws -> [Row] {
        try fetchAll(try ledger.db.cachedStatement(sql: sql), arguments: arguments)
    }
}

extension DatabaseValueConvertible {
    static func fetchOne(
        _ ledger: Ledger, sql: String, arguments: StatementArguments = StatementArguments()
    ) throws -> Self? {
        try fetchOne(try ledger.db.cachedStatement(sql: sql), arguments: arguments)
    }

    static func fetchAll(
        _ ledger: Ledger, sql: String, arguments: StatementArguments = StatementArguments()
    ) throws -> [Self] {
        try fetchAll(try ledger.db.cachedStatement(sql: sql), arguments: arguments)
    }
}
