import CountersignAPI
import CountersignBatch
import CountersignService
import Synchronization

/// All keys in memory, and their handles in the verifier, whose table cache they feed.
///
/// The store is the truth: what it refuses never gets here, and its claim looks at the key once more.
final class KeyRegistry: Sendable {
    /// One key; another object takes its place when something about it changes.
    final class Entry: Sendable {
        let key: DeviceKey
        let handle: KeyHandle

        init(key: DeviceKey, handle: KeyHandle) {
            self.key = key
            self.handle = handle
        }
    }

    /// The keys that may have signed, the newest first.
    struct Candidates {
        let first: Entry
        var others: [Entry] = []

        var all: [Entry] { [first] + others }
    }

    private struct State {
        var keys: [Identifier: Entry] = [:]
        var devices: [Identifier: [Identifier]] = [:]
        /// Keys by their points: one may be enrolled more than once.
        var points: [[UInt8]: [Identifier]] = [:]
        /// Keys that were revoked or given an end before they were taken in: the store was faster.
        var endedEarly: [Identifier: DeviceKey] = [:]
        var unbound: Set<Identifier> = []

        func isUnbound(_ device: Identifier) -> Bool { !unbound.isEmpty && unbound.contains(device) }
    }

    private let verifier: BatchVerifier
    private let state = Mutex(State())

    init(_ verifier: BatchVerifier) { self.verifier = verifier }

    var count: Int { state.withLock { $0.keys.count } }

    /// Takes in keys as the store has them.
    ///
    /// - Throws: `store_corrupt` for a point that is not on the curve.
    func load(_ keys: [DeviceKey], unbound: [Identifier]) throws {
        let handles = try verifier.enrol(unchecked: keys.map { (Array($0.id.text.utf8), Array($0.point.dropFirst())) })
        let entries = try zip(keys, handles).map { key, handle in
            guard let handle = try? handle.get() else {
                throw PrevalidatorError(.storeCorrupt, "the key \(key.id) of the store is no point of P-256")
            }
            return Entry(key: key, handle: handle)
        }
        state.withLock { state in
            for entry in entries {
                let id = entry.key.id
                let known = state.keys[id]?.key ?? state.endedEarly.removeValue(forKey: id)
                let key = known.map(entry.key.ended(as:)) ?? entry.key
                if state.keys.updateValue(Entry(key: key, handle: entry.handle), forKey: id) == nil {
                    state.devices[key.deviceID, default: []].append(id)
                    state.points[key.point, default: []].append(id)
                }
            }
            state.unbound.formUnion(unbound)
        }
    }

    /// Puts a changed key (revoked, given an end) in the place of the old one, or of one that is yet to come.
    func update(_ key: DeviceKey) {
        state.withLock { state in
            if let old = state.keys[key.id] {
                state.keys[key.id] = Entry(key: key.ended(as: old.key), handle: old.handle)
            } else {
                state.endedEarly[key.id] = state.endedEarly[key.id].map(key.ended(as:)) ?? key
            }
        }
        // Its table goes too: nothing could make it verify again.
        if key.revokedAt != nil { verifier.remove(id: key.id.text) }
    }

    func unbind(_ device: Identifier) { _ = state.withLock { $0.unbound.insert(device) } }

    func key(_ id: Identifier) -> Entry? { state.withLock { $0.keys[id] } }
    func isUnbound(_ device: Identifier) -> Bool { state.withLock { $0.unbound.contains(device) } }

    func keys(of device: Identifier) -> [Entry] {
        state.withLock { state in (state.devices[device] ?? []).compactMap { state.keys[$0] } }
    }

    /// The device for which a key of one of these points was enrolled last.
    func device(ofKeyAt points: [[UInt8]], at now: Moment) -> Identifier? {
        state.withLock { state in
            for point in points {
                let entries = (state.points[point] ?? []).compactMap { state.keys[$0] }
                let mayStillSign = { (entry: Entry) in
                    KeyPolicy.refusal(of: entry.key, purpose: nil, at: now) == nil
                        && !state.isUnbound(entry.key.deviceID)
                }
                if let entry = entries.last(where: mayStillSign) { return entry.key.deviceID }
            }
            return nil
        }
    }

    /// The keys that may sign here, or why none may.
    func candidates(
        keyID: Identifier?, deviceID: Identifier?, purpose: String?, at now: Moment
    ) -> Result<Candidates, Refusal> {
        state.withLock { state in
            if let keyID {
                guard let entry = state.keys[keyID] else { return .failure(Refusal(code: .keyUnknown)) }
                if let deviceID, entry.key.deviceID != deviceID { return .failure(Refusal(code: .keyUnknown)) }
                if state.isUnbound(entry.key.deviceID) { return .failure(Refusal(code: .deviceUnbound)) }
                if let code = KeyPolicy.refusal(of: entry.key, purpose: purpose, at: now) {
                    return .failure(Refusal(code: code))
                }
                return .success(Candidates(first: entry))
            }
            guard let deviceID, let ids = state.devices[deviceID] else { return .failure(Refusal(code: .keyUnknown)) }
            if state.isUnbound(deviceID) { return .failure(Refusal(code: .deviceUnbound)) }
            var refusal = VerdictCode.keyUnknown
            var entries: [Entry] = []
            for id in ids.reversed() {
                guard let entry = state.keys[id] else { continue }
                guard let code = KeyPolicy.refusal(of: entry.key, purpose: purpose, at: now) else {
                    entries.append(entry)
                    continue
                }
                // The newest key's reason is the one to name.
                if refusal == .keyUnknown { refusal = code }
            }
            guard let newest = entries.first else { return .failure(Refusal(code: refusal)) }
            return .success(Candidates(first: newest, others: Array(entries.dropFirst())))
        }
    }
}

/// A verdict that ends the way of a request.
struct Refusal: Error, Sendable {
    let code: VerdictCode
}
