internal import CountersignClient

extension CLIError {
    /// An error of the bank's client: not reached, not answered, not understood, refused.
    init(_ error: ClientError) {
        let code = Code(error.code.description, Self.status(of: error))
        self.init(code, (error.operation.map { $0 + ": " } ?? "") + error.reason)
    }

    private static func status(of error: ClientError) -> ExitStatus {
        switch error.code {
        case .unreachable, .connectionLost: .unavailable
        case .timedOut, .pollTimedOut, .cancelled: .timedOut
        case .invalidRequest: .usage
        default: .refused
        }
    }
}
