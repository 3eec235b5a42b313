import CountersignAPI
import GRDB
import Synchronization

/// Copies of one bank's books, in memory.
final class SnapshotShelf: Sendable {
    struct Snapshot: Sendable {
        let pages: DatabaseQueue
        /// Where the seeded ids stood, so that the same ones follow a restore.
        let identities: UInt64?
    }
    private struct State {
        var snapshots: [Identifier: Snapshot] = [:]
        var made = 0
    }
    private let state = Mutex(State())

    /// Snapshots that are kept at once: each is a whole copy.
    static let limit = 16

    /// - Throws: ``BankFault`` 409 when the shelf is full.
    func add(_ snapshot: Snapshot) throws(BankFault) -> Identifier {
        let id = state.withLock { state -> Identifier? in
            guard state.snapshots.count < Self.limit else { return nil }
            state.made += 1
            let id = Identifier("snapshot-\(state.made)")
            state.snapshots[id] = snapshot
            return id
        }
        guard let id else {
            throw BankFault(.recordNotUnique, "The bank has \(Self.limit) snapshots already: delete one.")
        }
        return id
    }

    /// - Throws: ``BankFault`` 404.
    subscript(id: Identifier) -> Snapshot {
        get throws(BankFault) {
            guard let snapshot = state.withLock({ $0.snapshots[id] }) else { throw .notFound("Sandbox::Snapshot", id) }
            return snapshot
        }
    }

    /// - Throws: ``BankFault`` 404.
    func remove(_ id: Identifier) throws(BankFault) {
        guard state.withLock({ $0.snapshots.removeValue(forKey: id) }) != nil else {
            throw .notFound("Sandbox::Snapshot", id)
        }
    }
}
