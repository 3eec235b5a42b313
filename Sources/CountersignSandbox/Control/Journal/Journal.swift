import CountersignAPI
import Synchronization

/// A call as the journal keeps it.
struct JournalRecord: Sendable {
    let endpoint: Endpoint
    let path: String
    let at: Timestamp
    let status: Int
    let request: [UInt8]
    let response: [UInt8]
    let fault: Identifier?
    /// What a refused signature was judged by.
    let evidence: SignatureEvidence?

    /// Bytes of each body, and scalars of the path, that are kept.
    static let bodyLimit = 4096

    /// - Parameters:
    ///   - request: the body, of which the beginning is kept.
    ///   - response: the same, with its secrets hidden, see ``HiddenSecrets``.
    init(
        endpoint: Endpoint, path: String, at: Timestamp, status: Int, request: [UInt8], response: [UInt8],
        fault: Identifier?, evidence: SignatureEvidence? = nil
    ) {
        self.endpoint = endpoint
        self.path = String(String.UnicodeScalarView(path.unicodeScalars.prefix(Self.bodyLimit)))
        self.at = at
        self.status = status
        self.request = Array(request.prefix(Self.bodyLimit))
        self.response = Array(response.prefix(Self.bodyLimit))
        self.fault = fault
        self.evidence = evidence
    }
}

/// The last calls of one bank, in memory.
final class Journal: Sendable {
    private struct State {
        var records: [JournalRecord] = []
        /// Number of the next record; the oldest is overwritten.
        var next = 0
    }
    private let state = Mutex(State())
    let capacity: Int

    init(capacity: Int) { self.capacity = max(0, capacity) }

    func append(_ record: JournalRecord) {
        guard capacity > 0 else { return }
        state.withLock { state in
            if state.records.count < capacity {
                state.records.append(record)
            } else {
                state.records[state.next % capacity] = record
            }
            state.next += 1
        }
    }

    /// One page, the newest first, and how many there are.
    func entries(_ page: Page) -> (page: [JournalEntry], total: Int) {
        state.withLock { state in
            let newest = max(0, state.next - page.offset)
            let oldest = max(state.next - state.records.count, newest - page.size)
            let numbers = newest > oldest ? Array((oldest..<newest).reversed()) : []
            return (numbers.map { state.records[$0 % capacity].entry(number: $0) }, state.records.count)
        }
    }

    /// - Throws: ``BankFault`` 404, also for an entry that was overwritten.
    func record(_ id: Identifier) throws(BankFault) -> (number: Int, record: JournalRecord) {
        let found = state.withLock { state -> (number: Int, record: JournalRecord)? in
            guard let number = Int(id.text), number < state.next, number >= state.next - state.records.count else {
                return nil
            }
            return (number, state.records[number % capacity])
        }
        guard let found else { throw .notFound("Sandbox::JournalEntry", id) }
        return found
    }

    func removeAll() { state.withLock { $0 = State() } }
}

extension JournalRecord {
    /// The entry without an explanation.
    func entry(number: Int) -> JournalEntry {
        JournalEntry(
            id: Identifier(String(number)), at: at, operation: endpoint.name, method: endpoint.method.rawValue,
            path: path, status: status, requestBody: String(decoding: request, as: UTF8.self),
            responseBody: String(decoding: response, as: UTF8.self), faultID: fault, explainable: evidence != nil)
    }
}
