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
            answer = try await answered(handle, fault)
        } catch {
            let refusal = BankRouter.fault(for: error, logger: logger)
            evidence = refusal.evidence
            answer = try Answer(refusal, shape: shape, ids: errorIDs)
        }
        call.namespace.journal.append(
            JournalRecord(
                endpoint: call.endpoint, path: call.request.uri.string, at: call.namespace.now, status: answer.status,
                request: Array(call.bytes.prefix(JournalRecord.bodyLimit)),
                response: Array(answer.body.prefix(JournalRecord.bodyLimit)), fault: fault?.id, evidence: evidence))
        return answer
    }

    private func answered(_ handle: BankRouter.Handler, _ fault: Fault?) async throws -> Answer {
        guard let fault else { return try await handle(call) }
        if fault.delay > .zero { try await Task.sleep(for: fault.delay) }
        switch fault.effect {
        case nil:
            return try await handle(call)
        case .error(let refusal):
            if fault.isAfter { _ = try await handle(call) }
            throw refusal
        case .drop:
            if fault.isAfter { _ = try await handle(call) }
            // Nobody is left to read the answer, whatever it is.
            try? await channel.close()
            return Answer(500)
        case .wrongShape(let shape):
            var answer = try await handle(call)
            answer.body = shape.distort(answer.body)
            if shape == .html { answer.headers[.contentType] = "text/html" }
            return answer
        }
    }
}

extension Call {
    /// Every id that the call carries, by its name: in the path, or at the top of the body.
    var ids: [String: Identifier] {
        var ids: [String: Identifier] = [:]
        if let object = (try? WireJSON.parse(bytes))?.objectValue {
            for name in ["person_id", "device_id"] { ids[name] = object[name]?.stringValue.map(Identifier.init(_:)) }
        }
        for name in endpoint.parameters { ids[name] = try? id(name) }
        if let person = try? query("person_id") { ids["person_id"] = Identifier(person) }
        return ids
    }
}
