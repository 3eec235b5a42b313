/// What a command could not do, with the exit code that says so.
///
/// `==` compares the ``code`` only.
struct CLIError: Error, Equatable {
    /// A stable reason, as it appears in the `error` member of JSON output.
    struct Code: Hashable, CustomStringConvertible {
        let description: String
        let status: ExitStatus

        init(_ description: String, _ status: ExitStatus) {
            self.description = description
            self.status = status
        }

        static let usage = Code("usage", .usage)
        static let passphraseMissing = Code("passphrase_missing", .usage)
        static let notUTF8 = Code("not_utf8", .malformed)
        static let tooLong = Code("too_long", .malformed)
        static let passphraseEmpty = Code("passphrase_empty", .malformed)
        static let inputMissing = Code("input_missing", .missingInput)
        static let internalFault = Code("internal", .internalFault)
        static let cannotListen = Code("cannot_listen", .unavailable)
        static let configuration = Code("configuration", .configuration)
        static let wouldOverwrite = Code("would_overwrite", .wouldOverwrite)
        static let cannotCreate = Code("cannot_create", .wouldOverwrite)
        static let readFailed = Code("read_failed", .io)
        static let writeFailed = Code("write_failed", .io)
        static let storeLocked = Code("store_locked", .temporary)
        static let outputClosed = Code("output_closed", .io)
        static let permissionsTooOpen = Code("permissions_too_open", .denied)
    }

    let code: Code
    /// One clause: what was expected, what came, where. Never secret bytes.
    let reason: String
    /// What the user can do about it, where something helps.
    let hint: String?
    /// Offset in bytes of the byte that shows the defect, where there is one.
    let offset: Int?

    init(_ code: Code, _ reason: String, hint: String? = nil, offset: Int? = nil) {
        self.code = code
        self.reason = reason
        self.hint = hint
        self.offset = offset
    }

    static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}
