import CountersignAPI
import CountersignClient
import CountersignDevice

/// What the operations of the phone's server work with.
struct PhoneDesk: Sendable {
    let shelf: PhoneShelf
    let questions: PendingQuestions
    let bank: BankClient?

    func phone(_ call: PhoneCall) async throws -> VirtualDevice { try await shelf.phone(try call.name) }

    /// The phone and the bank.
    ///
    /// - Throws: ``HarnessError`` `conflict` where no bank was named.
    func connected(_ call: PhoneCall) async throws -> ConnectedPhone {
        guard let bank else { throw HarnessError(.conflict, "the server was started without a bank") }
        return ConnectedPhone(try await phone(call), at: bank)
    }
}

extension PhoneOperation {
    /// Every operation, in the order of the description.
    static let all: [PhoneOperation] = phones + signing + atTheBank

    private static let phones: [PhoneOperation] = [
        PhoneOperation(
            "createPhone", .post, "/devices", "Makes a phone with its keys",
            takes: ["name!", "purposes", "policy", "fault", "biometrics"], answers: "Phone", status: 201
        ) { desk, call in
            var record = DeviceRecord(name: try DeviceName(try call.text("name")))
            for purpose in try purposes(call) { try record.makeKey(purpose) }
            try apply(call, to: &record)
            return await (try await desk.shelf.add(record)).record.json
        },
        PhoneOperation("listPhones", .get, "/devices", "All phones", answers: "[Phone]") { desk, _ in
            var list: [JSONValue] = []
            for phone in await desk.shelf.all { list.append(await phone.record.json) }
            return .array(list)
        },
        PhoneOperation("readPhone", .get, "/devices/{name}", "One phone", answers: "Phone") { desk, call in
            await (try await desk.phone(call)).record.json
        },
        PhoneOperation(
            "changePhone", .patch, "/devices/{name}", "Sets policy, fault and biometrics; an empty fault is none",
            takes: ["policy", "fault", "biometrics"], answers: "Phone"
        ) { desk, call in
            let phone = try await desk.phone(call)
            try await phone.update { record in try apply(call, to: &record) }
            return await phone.record.json
        },
        PhoneOperation("deletePhone", .delete, "/devices/{name}", "Wipes a phone and forgets it", status: 204) {
            desk, call in
            try await desk.shelf.remove(try call.name)
            return nil
        },
        PhoneOperation(
            "clonePhone", .post, "/devices/{name}/clone", "A second phone with the same keys", takes: ["name!"],
            answers: "Phone",
            status: 201
        ) { desk, call in
            var record = await (try await desk.phone(call)).record
            record.name = try DeviceName(try call.text("name"))
            return await (try await desk.shelf.add(record)).record.json
        },
    ]

    private static let signing: [PhoneOperation] = [
        PhoneOperation(
            "sign", .post, "/devices/{name}/sign",
            "Answers a text, as policy and fault say; waits where the policy says to ask",
            takes: ["text!", "route", "purpose", "amount", "subject"], answers: "Answer"
        ) { desk, call in
            try await desk.phone(call).answer(try call.signingRequest()).json
        },
        PhoneOperation(
            "listSigned", .get, "/devices/{name}/signed", "What the phone was asked, the oldest first",
            answers: "[Entry]"
        ) {
            desk, call in
            .array(await (try await desk.phone(call)).journal.map(\.json))
        },
        PhoneOperation(
            "listQuestions", .get, "/devices/{name}/questions", "What waits for an answer", answers: "[Question]"
        ) { desk, call in
            _ = try await desk.phone(call)
            return .array(desk.questions.open(of: try call.name).map(\.json))
        },
        PhoneOperation(
            "answerQuestion", .post, "/devices/{name}/questions/{number}", "Approves or denies",
            takes: ["approve!"], status: 204
        ) { desk, call in
            guard let number = Int(call.segments.last ?? ""),
                desk.questions.answer(number, of: try call.name, try call.flag("approve"))
            else { throw HarnessError(.notFound, "there is no such question") }
            return nil
        },
        PhoneOperation(
            "proposeKey", .post, "/devices/{name}/keys",
            "Makes a further key, pending, and signs for it with an older one", takes: ["purpose!", "signed_by"],
            answers: "Proposal",
            status: 201
        ) { desk, call in
            let purpose = try call.choice("purpose", DeviceKeyPurpose.self) ?? .restricted
            return try await desk.phone(call).proposeKey(purpose, signedBy: try call.choice("signed_by")).json
        },
        PhoneOperation(
            "settleKey", .post, "/devices/{name}/keys/{key_id}", "Says whether the bank took the key",
            takes: ["adopted!", "remote_id"], answers: "Phone"
        ) { desk, call in
            let phone = try await desk.phone(call)
            let key = try KeyIdentifierText.identifier(call.segments.last ?? "")
            if try call.flag("adopted") {
                try await phone.adopt(key, remoteID: try call.optionalText("remote_id"))
            } else {
                try await phone.discard(key)
            }
            return await phone.record.json
        },
    ]

    /// The members that several operations take.
    private static func apply(_ call: PhoneCall, to record: inout DeviceRecord) throws {
        if let policy = try call.optionalText("policy") { record.policy = try ApprovalPolicy(policy) }
        if try call.optionalText("fault") == "" {
            record.fault = nil
        } else if let fault = try call.choice("fault", DeviceFault.self) {
            record.fault = fault
        }
        if let gate = try call.choice("biometrics", BiometricGate.self) { record.gate = gate }
    }

    private static func purposes(_ call: PhoneCall) throws(HarnessError) -> [DeviceKeyPurpose] {
        guard let list = call.body["purposes"], !list.isNull else { return [.unrestricted] }
        let purposes = (list.arrayValue ?? []).compactMap { $0.stringValue.flatMap(DeviceKeyPurpose.init) }
        guard !purposes.isEmpty, purposes.count == list.arrayValue?.count, Set(purposes).count == purposes.count else {
            throw HarnessError(.request, "purposes: expected unrestricted, restricted or both")
        }
        return purposes
    }
}
