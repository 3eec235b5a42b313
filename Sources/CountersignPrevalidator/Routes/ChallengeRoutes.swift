import CountersignAPI
import Hummingbird

/// Texts that are to be signed: register or issue, read, withdraw.
struct ChallengeRoutes {
    let prevalidator: Prevalidator

    func register(on service: ServiceRouter) {
        service.on(.registerChallenge) { [prevalidator] call in
            let members = try await call.members()
            let text = try members.string("text")
            let issued = try await prevalidator.issue(
                try members.id("challenge_id"), text: text, device: try members.id("device_id"),
                operation: try members.string("operation"), purpose: try members.string("purpose"),
                lifetime: try members.seconds("lifetime_seconds"))
            var answer: JSONObject = [
                "challenge_id": .string(issued.id.text), "expires_at": .moment(issued.expiresAt),
            ]
            if text == nil { answer["text"] = .string(issued.text) }
            return .json(.object(answer), status: issued.isNew ? 201 : 200)
        }
        service.on(.stateOfChallenge) { [prevalidator] call in
            .json(try await Self.body(prevalidator, try call.id("challenge_id")))
        }
        service.on(.withdrawChallenge) { [prevalidator] call in
            try await prevalidator.withdraw(try call.id("challenge_id"))
            return Response(status: .noContent)
        }
    }

    private static func body(_ prevalidator: Prevalidator, _ id: Identifier) async throws -> JSONValue {
        guard let state = try await prevalidator.store.state(id) else {
            throw PrevalidatorError(.challengeUnknown, "no challenge \(id) is registered")
        }
        var object: JSONObject = ["challenge_id": .string(id.text)]
        if let device = state.challenge.deviceID { object["device_id"] = .string(device.text) }
        if let purpose = state.challenge.purpose { object["purpose"] = .string(purpose) }
        object["expires_at"] = .moment(state.challenge.expiresAt)
        object["attempts"] = .number(JSONNumber(state.attempts))
        object["consumed"] = .bool(state.consumedAt != nil)
        if let moment = state.consumedAt { object["consumed_at"] = .moment(moment) }
        if let key = state.consumedBy { object["consumed_by"] = .string(key.text) }
        return .object(object)
    }
}
