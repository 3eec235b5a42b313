internal import CountersignClient

extension CLIError {
    /// An error of the client with the exit code of its kind.
    init(_ error: ClientError) {
        let operation = error.operation.map { $0 + ": " } ?? ""
        self.init(
            Code(error.code.description, Self.status(of: error.code)), operation + error.reason,
            hint: Self.hint(for: error.code))
    }

    private static func status(of code: ClientError.Code) -> ExitStatus {
        switch code {
        case .invalidRequest: .usage
        case .unreachable, .connectionLost: .unavailable
        case .timedOut, .pollTimedOut, .cancelled: .temporary
        default: .refused
        }
    }

    private static func hint(for code: ClientError.Code) -> String? {
        switch code {
        case .unreachable: "is there a server at this address?"
        case .unauthorized: "client id, secret or token are not those that this bank knows"
        case .authenticationFailed: "'countersign challenge explain' looks for the reason of a wrong signature"
        default: nil
        }
    }
}
