/// What a correct server answers.
public enum ExpectedAnswer: Sendable, Hashable, CustomStringConvertible {
    /// Any 2xx.
    case accepted
    /// This HTTP status and error code.
    case refused(status: Int, code: String)

    /// Whether an answer is this one.
    ///
    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - code: the code of the error body, where there is one.
    public func isMet(status: Int, code: String?) -> Bool {
        switch self {
        case .accepted: (200..<300).contains(status)
        case .refused(let expected, let name): status == expected && code == name
        }
    }

    /// `2xx`, or status and code.
    public var description: String {
        switch self {
        case .accepted: "2xx"
        case .refused(let status, let code): "\(status) \(code)"
        }
    }
}
