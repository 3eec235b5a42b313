import CountersignAPI
import Hummingbird
import Logging
import NIOCore

/// Attends to one call of the bank: strikes it with a fault where one was ordered, and writes it down.
struct CallDesk {
    let call: Call
    let shape: ErrorShape
    let errorIDs: IdentitySource
    let channel: any Channel
    let logger: Logger

    func answer(_ handle: BankRouter.Handler) async throws -> Answer {
        // What drives the sandbox itself is neither struck nor written down.
        if call.endpoint.isControl, call.endpoint != .triggerChangeRequest { return try await handle(call) }
        let fault = try await call.namespace.faults.take(call.endpoint) {
            let ids = call.ids
            return try await call.namespace.read { try $0.persons(concernedBy: ids) }
        }
        var evidence: SignatureEvidence?
        let answer: Answer
        do {
            answer = try await Fault.strike(fault, on: channel) { try await handle(call) }
        } catch {
            let refusal = BankRouter.fault(for: error, logger: logger)
            evidence = refusal.evidence
            answer = try Answer(refusal, shape: shape, ids: errorIDs)
        }
        let secrets = HiddenSecrets(call.endpoint)
        call.namespace.journal.append(
            JournalRecord(
                endpoint: call.endpoint, path: call.request.uri.string, at: call.namespace.now, status: answer.status,
                request: call.bytes, response: secrets.hidden(in: answer.body), fault: fault?.id, evidence: evidence))
        return answer
    }
}

extension Call {
    /// Every id that the call carries, by its name: in the path, or at the top of the body.
    var ids: [String: Identifier] {
        var ids: [String: Identifier] = [:]
        if let object = (try? JSONBody.storable(bytes))?.objectValue {
            for name in ["person_id", "device_id"] { ids[name] = object[name]?.stringValue.map(Identifier.init(_:)) }
        }
        for name in endpoint.parameters { ids[name] = try? id(name) }
        if let person = try? query("person_id") { ids["person_id"] = Identifier(person) }
        return ids
    }
}
