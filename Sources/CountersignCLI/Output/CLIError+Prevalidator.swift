internal import CountersignPrevalidator

extension CLIError {
    /// An error of the pre-validator.
    init(_ error: PrevalidatorError) {
        let status: ExitStatus =
            switch error.code {
            case .storeCorrupt: .malformed
            case .storeUnavailable, .auditLocked: .temporary
            case .auditUnavailable: .io
            case .internalFault: .internalFault
            default: .configuration
            }
        self.init(Code(error.code.description, status), error.reason)
    }
}
