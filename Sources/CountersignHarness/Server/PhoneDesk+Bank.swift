import Countersign
import CountersignAPI
import CountersignClient
import CountersignDevice

extension PhoneOperation {
    /// What needs the bank that the server was started with.
    static let atTheBank: [PhoneOperation] = [
        PhoneOperation(
            "bindPhone", .post, "/devices/{name}/bind",
            "Binds the phone; the code is given, or read from the sandbox's inbox of a number",
            takes: ["person_id!", "code", "number", "challenge_type"], answers: "Report", needsBank: true
        ) { desk, call in
            let phone = try await desk.connected(call)
            let (code, number) = (try call.optionalText("code"), try call.optionalText("number"))
            guard code != nil || number != nil else {
                throw HarnessError(.request, "expected the member 'code' or the member 'number'")
            }
            let type = try call.optionalText("challenge_type").map(BindingChallengeType.init(rawValue:))
            let report = try await phone.bind(to: Identifier(try call.text("person_id")), challengeType: type) { _ in
                if let code { return code }
                guard let number, let code = try await phone.bank.sandbox.message(to: number).otp else {
                    throw HarnessError(.bank, "the newest SMS to the number has no code")
                }
                return code
            }
            return report.json
        },
        PhoneOperation(
            "approve", .post, "/devices/{name}/approve", "Authorizes a change request by device, signs, confirms",
            takes: ["change_request_id!", "purpose", "amount", "subject"], answers: "Report", needsBank: true
        ) { desk, call in
            try await desk.connected(call).approve(
                Identifier(try call.text("change_request_id")), purpose: try call.choice("purpose"),
                amount: try call.optionalNumber("amount"), subject: try call.optionalText("subject")
            ).json
        },
        PhoneOperation(
            "logIn", .post, "/devices/{name}/login", "Answers a device signing challenge", takes: ["purpose"],
            answers: "Report", needsBank: true
        ) { desk, call in
            try await desk.connected(call).logIn(purpose: try call.choice("purpose")).json
        },
        PhoneOperation(
            "rotateKey", .post, "/devices/{name}/rotate", "Adds a key at the bank, or replaces the one of its purpose",
            takes: ["purpose!", "signed_by"], answers: "Report", needsBank: true
        ) { desk, call in
            let purpose = try call.choice("purpose", DeviceKeyPurpose.self) ?? .unrestricted
            return try await desk.connected(call).rotateKey(purpose, signedBy: try call.choice("signed_by")).json
        },
    ]
}

/// A key's identifier in a path.
enum KeyIdentifierText {
    /// - Throws: `CountersignError`.
    static func identifier(_ text: String) throws(CountersignError) -> KeyIdentifier { try KeyIdentifier(hex: text) }
}
