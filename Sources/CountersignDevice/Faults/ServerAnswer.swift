/// What a server answers to a signature, or ought to.
public enum ServerAnswer: Sendable, Hashable, CustomStringConvertible {
    /// Any 2xx.
    case accepted
    /// This HTTP status and error code; the code is empty where the body has none.
    case refused(status: Int, code: String)

    /// `2xx`, or status and code.
    public var description: String {
        switch self {
        case .accepted: "2xx"
        case .refused(let status, let code): code.isEmpty ? "\(status)" : "\(status) \(code)"
        }
    }
}
