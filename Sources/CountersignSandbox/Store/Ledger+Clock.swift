import CountersignService
import GRDB

extension Ledger {
    /// How the bank's clock stood when it was last moved.
    func clockStanding() throws -> VirtualClock.Standing {
        guard let row = try Row.fetchOne(self, sql: "SELECT lead, frozen_at FROM clock") else { return .init() }
        return .init(lead: row[0], frozenAt: (row[1] as Int64?).map(Moment.init(milliseconds:)))
    }

    func keepClock(_ standing: VirtualClock.Standing) throws {
        try execute(
            sql: "INSERT OR REPLACE INTO clock (id, lead, frozen_at) VALUES (1, ?, ?)",
            arguments: [standing.lead, standing.frozenAt?.milliseconds])
    }
}
