internal import CountersignAPI
internal import CountersignClient
internal import CountersignDevice
internal import CountersignHarness

/// What happens between a bank, a customer and her phone.
struct DemoStory: Sendable {
    /// Told each step when it has happened.
    let tells: @Sendable (DemoStep) throws -> Void

    private static let number = "+491512345678"

    /// Runs through it.
    ///
    /// - Throws: `ClientError`, ``DeviceError``, ``HarnessError`` `bank` where an answer is another than the story's.
    func told(at bank: TestBank) async throws -> [DemoStep] {
        var steps: [DemoStep] = []
        func tell(_ name: String, _ title: String, _ facts: [(String, String)]) throws {
            let step = DemoStep(number: steps.count + 1, name: name, title: title, facts: facts)
            try tells(step)
            steps.append(step)
        }
        try tell("sandbox", "A bank on this machine, which really checks.", [("address", bank.url)])

        let ada = try await bank.customer(firstName: "Ada", number: Self.number)
        let sms = try await bank.control.message(to: ada.number)
        try tell(
            "person", "Ada becomes a customer; her mobile number is verified by SMS.",
            [("person", ada.person.text), ("number", ada.number), ("SMS", sms.text), ("account", ada.account.iban)])

        let device = try VirtualDevice(name: "Ada's phone")
        let phone = ConnectedPhone(device, at: bank.bank)
        let binding = try await phone.bind(to: ada.person) { _ in try await bank.code(to: ada.number) }
        try require(binding, .accepted)
        try tell(
            "bind", "Her phone makes a key and signs the code of another SMS: it is bound.",
            [
                ("public key", try await device.hexPoint()), ("signed text", binding.text ?? ""),
                ("signature", binding.answer?.field ?? ""), ("answer", "204"),
                ("device", try await phone.deviceID.text),
            ])

        let transfer = try await bank.orderTransfer(by: ada)
        try tell(
            "transfer", "Ada orders a SEPA transfer of 10.00 EUR, which waits for her.",
            [("change request", transfer.text), ("status", ChangeRequestStatus.authorizationRequired.rawValue)])

        let paid = try await phone.approve(transfer)
        try require(paid, .accepted)
        guard let done = paid.changeRequest, done.status == .completed else {
            throw HarnessError.story("expected COMPLETED, found \(paid.changeRequest?.status.rawValue ?? "nothing")")
        }
        try tell(
            "confirm", "Authorized by device signing; the phone signs string_to_sign, and the bank executes.",
            [
                ("string_to_sign", paid.text ?? ""), ("signature", paid.answer?.field ?? ""),
                ("status", done.status.rawValue), ("response_code", done.responseCode.map(String.init) ?? ""),
            ])

        try await device.update { $0.fault = .doubleHash }
        let wrong = try await phone.approve(try await bank.orderTransfer(by: ada))
        try require(wrong, .refused(status: 422, code: "invalid_signature"))
        let findings = try await explanation(at: bank)
        try tell(
            "refused", "The same with an app that hashes twice: the bank only says no, the journal says why.",
            [
                ("string_to_sign", wrong.text ?? ""), ("signature", wrong.answer?.field ?? ""),
                ("answer", wrong.observed.description),
            ] + findings.flatMap { [("diagnosis", "\($0.code): \($0.found)"), ("fix", $0.fix)] })
        return steps
    }

    private func explanation(at bank: TestBank) async throws -> [JournalEntry.Finding] {
        let calls = try await bank.control.journal().elements
        guard let refused = calls.first(where: \.explainable),
            let findings = try await bank.control.journalEntry(refused.id).explain, !findings.isEmpty
        else { throw HarnessError.story("expected an explanation in the journal, found none") }
        return Array(findings.prefix(1))
    }

    private func require(_ report: PhoneReport, _ answer: ServerAnswer) throws(HarnessError) {
        guard report.observed == answer else {
            throw HarnessError.story("expected \(answer), found \(report.observed)")
        }
    }
}
