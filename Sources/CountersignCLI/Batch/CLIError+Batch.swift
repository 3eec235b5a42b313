internal import CountersignBatch

extension CLIError {
    /// An error of the batch verifier.
    init(_ error: BatchError) {
        self.init(Code(error.code.description, Self.status(of: error.code)), error.reason)
    }

    private static func status(of code: BatchError.Code) -> ExitStatus {
        switch code {
        case .kernelUnknown, .tableSize: .usage
        case .kernelUnavailable, .kernelSelfTest: .configuration
        case .keyMalformed, .keyIDTaken: .malformed
        default: .internalFault
        }
    }
}
