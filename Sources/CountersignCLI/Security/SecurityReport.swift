internal import CountersignAPI
internal import CountersignClient

/// Prints an answer of the platform, and says by the exit code whether it is what was asked for.
struct SecurityReport {
    let reporting: ReportOptions

    /// - Returns: `success` for 000 and 900, else `refused` with the code on standard error.
    func print<Content: Codable & Sendable & Hashable>(
        _ answer: SecurityV2.Answer<Content>, _ lines: [(String, String?)] = []
    ) throws(CLIError) -> ExitStatus {
        let code = answer.code
        let all: [(String, String?)] = [("code", "\(code.rawValue) \(answer.envelope.description)")] + lines
        let shown = all.compactMap { name, value in value.map { Self.line(name, $0) } }
        let document = try Self.json(answer)
        try reporting.print(shown.joined(separator: "\n"), json: document)
        guard code != .success, code != .scaRequired else { return .success }
        Console.report(
            CLIError(
                CLIError.Code("response_\(code.rawValue)", .refused),
                "the platform answered \(code.rawValue): \(answer.envelope.description)"))
        return .refused
    }

    /// The lines of a request's state.
    static func lines(_ state: SecurityV2.SCARes?) -> [(String, String?)] {
        [
            ("reference", state?.scaReferenceNumber), ("type", state?.scaType?.name), ("on", state?.authorizeOn),
            ("expires", state?.expiryDateTime?.description),
            ("tries left", state?.remainingFailAttempt.map { String($0) }),
            ("resends left", state?.remainingResendCount.map { String($0) }),
        ]
    }

    private static func line(_ name: String, _ value: String) -> String {
        name + String(repeating: " ", count: max(1, 14 - name.count))
            + PrintableText.of(value, keepingNewlines: false)
    }

    /// As the platform wrote it.
    private static func json(_ answer: some Encodable) throws(CLIError) -> JSON {
        do {
            return .verbatim(try WireJSON.text(answer))
        } catch {
            throw CLIError(.internalFault, error.description)
        }
    }
}
