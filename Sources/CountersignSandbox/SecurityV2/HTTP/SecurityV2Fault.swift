import CountersignAPI

/// A refusal of the Security API that leaves no trace in the books.
struct SecurityV2Fault: Error, Sendable, Equatable {
    let code: SecurityV2.ResponseCode
    /// The member that is at fault.
    var field: String?
    /// One clause in English behind the localized description.
    var reason: String?

    /// No token, or one that is of no use.
    static let token = SecurityV2Fault(code: .authentication)

    static func missing(_ field: String) -> SecurityV2Fault { invalid(field, "required, but absent or blank") }

    static func invalid(_ field: String?, _ reason: String) -> SecurityV2Fault {
        SecurityV2Fault(code: .validation, field: field, reason: reason)
    }
}

/// What an operation has come to: success and the refusals that the books remember.
struct SecurityV2Outcome<Content: Codable & Sendable & Hashable>: Sendable {
    var code: SecurityV2.ResponseCode
    var content: Content

    init(_ code: SecurityV2.ResponseCode, _ content: Content) {
        self.code = code
        self.content = content
    }
}
