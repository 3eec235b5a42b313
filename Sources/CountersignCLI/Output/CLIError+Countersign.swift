internal import Countersign
internal import CountersignBatch
internal import CountersignClient
internal import CountersignDevice
internal import CountersignHarness
internal import CountersignPrevalidator
internal import CountersignSandbox

// The one file that turns what the core throws into an exit code.
extension CLIError {
    /// Any error that a verb throws.
    init(any error: any Error) {
        switch error {
        case let error as CLIError: self = error
        case let error as CountersignError: self.init(error)
        case let error as BatchError: self.init(error)
        case let error as ClientError: self.init(error)
        case let error as PrevalidatorError: self.init(error)
        case let error as DeviceError: self.init(error)
        case let error as HarnessError: self.init(error)
        case let error as SandboxError: self.init(.configuration, "--books: the file at \(error.reason)")
        default: self.init(.internalFault, String(describing: error))
        }
    }

    /// An error of the core, optionally with where the thing came from and what helps.
    init(_ error: CountersignError, about subject: String? = nil, hint: String? = nil) {
        self.init(
            Code(error.code.description, Self.status(of: error.code)),
            (subject.map { $0 + ": " } ?? "") + error.reason,
            hint: hint, offset: error.offset)
    }

    private static func status(of code: CountersignError.Code) -> ExitStatus {
        switch code {
        case .passphraseWrong, .authentication: .denied
        case .passphraseNeeded: .usage
        case .argument, .buffer, .random, .memory, .openssl: .internalFault
        default: .malformed
        }
    }

    /// `{"error":{"code":…,"reason":…,"offset":…,"hint":…,"exit":…}}`.
    var json: JSON {
        .object([
            (
                "error",
                .object([
                    ("code", .string(code.description)),
                    ("reason", .string(PrintableText.of(reason, keepingNewlines: false))),
                    ("offset", offset.map(JSON.integer) ?? .null), ("hint", .optional(hint)),
                    ("exit", .integer(Int(code.status.rawValue))),
                ])
            )
        ])
    }
}
