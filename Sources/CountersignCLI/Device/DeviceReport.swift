internal import Countersign
internal import CountersignAPI
internal import CountersignDevice
internal import CountersignHarness

// Phones as the commands print them. No private key is ever printed.

extension DeviceRecord {
    var json: JSON {
        .object([
            ("name", .string(name.description)), ("device_id", .optional(deviceID)),
            ("pending_device_id", .optional(pendingDeviceID)), ("person_id", .optional(personID)),
            ("bank", .optional(bank)), ("policy", .string(policy.description)),
            ("fault", .optional(fault?.rawValue)), ("biometrics", .string(gate.rawValue)),
            ("keys", .array(keys.map(\.json))),
        ])
    }

    var lines: [String] {
        var lines = ["name        \(name)"]
        if let deviceID { lines.append("device      \(deviceID)") }
        if let pendingDeviceID { lines.append("device      \(pendingDeviceID), pending") }
        if let personID { lines.append("person      \(personID)") }
        if let bank { lines.append("bank        \(bank)") }
        if policy != .approve { lines.append("policy      \(policy)") }
        if let fault { lines.append("fault       \(fault.rawValue)") }
        for key in keys {
            lines.append(
                "key         \(key.verifyingKey.identifier.short) \(key.purpose.rawValue), \(key.state.rawValue)")
            lines.append("public key  \(key.verifyingKey.hexPoint)")
        }
        return lines.map { PrintableText.of($0, keepingNewlines: false) }
    }
}

extension DeviceKey {
    var json: JSON {
        .object([
            ("key_id", .string(verifyingKey.identifier.hex)), ("purpose", .string(purpose.rawValue)),
            ("state", .string(state.rawValue)), ("remote_id", .optional(remoteID)),
            ("point", .string(verifyingKey.hexPoint)),
        ])
    }
}

extension PhoneReport {
    /// Prints what the bank said.
    ///
    /// - Returns: `success` where it accepted and, of a change request, did not fail; `negative` otherwise.
    func printed(_ reporting: ReportOptions, done: String) throws -> ExitStatus {
        let isGood = observed == .accepted && changeRequest?.status != .failed && changeRequest?.status != .expired
        var lines: [String] = []
        if let changeRequest {
            lines.append(changeRequest.status.rawValue)
        } else {
            lines.append(observed == .accepted ? done : "refused")
        }
        if observed != .accepted { lines = ["refused     \(observed)"] }
        if let fault = answer?.fault {
            lines.append("fault       \(fault.rawValue): \(fault.summary)")
            lines.append("expected    \(expected)\(isAsExpected ? "" : ", and that is not what came")")
        }
        try reporting.print(
            lines.map { PrintableText.of($0, keepingNewlines: false) }.joined(separator: "\n"),
            json: .object([
                ("observed", .string(observed.description)), ("expected", .string(expected.description)),
                ("as_expected", .bool(isAsExpected)), ("status", .optional(changeRequest?.status.rawValue)),
                ("signature", .optional(answer?.field)), ("fault", .optional(answer?.fault?.rawValue)),
                ("response_code", changeRequest?.responseCode.map(JSON.integer) ?? .null),
            ]))
        return isGood ? .success : .negative
    }
}
