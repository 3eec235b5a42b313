import Countersign
import CountersignAPI
import CountersignDevice

// What the phone's server says of phones. No private key ever leaves it.

extension DeviceRecord {
    var json: JSONValue {
        [
            "name": .string(name.description), "device_id": .orNull(deviceID), "person_id": .orNull(personID),
            "policy": .string(policy.description), "fault": .orNull(fault?.rawValue),
            "biometrics": .string(gate.rawValue), "keys": .array(keys.map(\.json)),
        ]
    }
}

extension DeviceKey {
    var json: JSONValue {
        [
            "key_id": .string(verifyingKey.identifier.hex), "purpose": .string(purpose.rawValue),
            "state": .string(state.rawValue), "remote_id": .orNull(remoteID),
            "key": .string(verifyingKey.hexPoint),
        ]
    }
}

extension DeviceAnswer {
    var json: JSONValue {
        [
            "signature": .string(field), "key_id": .string(keyIdentifier.hex),
            "sendings": JSONValue(integerLiteral: sendings),
            "fault": .orNull(fault?.rawValue), "expected": .string(expected.description),
        ]
    }
}

extension SignedEntry {
    var json: JSONValue {
        [
            "number": JSONValue(integerLiteral: number), "text": .string(request.text.text),
            "route": .string(request.route.rawValue), "purpose": .orNull(request.purpose?.rawValue),
            "amount": request.amount.map { JSONValue(integerLiteral: $0) } ?? .null,
            "subject": .orNull(request.subject), "answer": answer?.json ?? .null,
            "refused": .orNull(refusal?.code.description),
        ]
    }
}

extension PendingQuestions.Question {
    var json: JSONValue {
        [
            "number": JSONValue(integerLiteral: number), "text": .string(request.text.text),
            "route": .string(request.route.rawValue), "purpose": .orNull(request.purpose?.rawValue),
            "amount": request.amount.map { JSONValue(integerLiteral: $0) } ?? .null,
            "subject": .orNull(request.subject),
        ]
    }
}

extension PhoneReport {
    /// What the bank made of what the phone sent.
    var json: JSONValue {
        [
            "expected": .string(expected.description), "observed": .string(observed.description),
            "as_expected": .bool(isAsExpected), "text": .orNull(text), "answer": answer?.json ?? .null,
            "change_request": changeRequest.flatMap { try? WireJSON.value(of: $0) } ?? .null,
        ]
    }
}

extension KeyProposal {
    var json: JSONValue {
        [
            "key": .string(key), "purpose": .string(purpose.rawValue),
            "signature_purpose": .string(signaturePurpose.rawValue), "answer": answer.json,
        ]
    }
}

extension JSONValue {
    static func orNull(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
