import CountersignAPI

/// What the journal never holds in clear: what an answer shows once, and the passwords of the card platform's users.
/// One-time passwords and signatures stay: finding out why one was refused is what the journal is for.
struct HiddenSecrets {
    /// Stands where a secret was.
    static let mask = "(hidden)"

    private let members: [String]

    init(_ endpoint: Endpoint) {
        members =
            switch endpoint {
            case .createWebhook: ["secret"]
            case .securityV2Login: ["access_token", "Contis_SecurityKey"]
            default: []
            }
    }

    /// An answer's body without its secrets. Of one that cannot be read, cut by a fault perhaps, nothing is shown.
    func hidden(in body: [UInt8]) -> [UInt8] {
        guard !members.isEmpty, !body.isEmpty else { return body }
        guard let value = try? WireJSON.parse(body) else { return Array(Self.mask.utf8) }
        guard var object = value.objectValue, members.contains(where: { object[$0] != nil }) else { return body }
        for name in members where object[name] != nil { object[name] = .string(Self.mask) }
        return WireJSON.encode(.object(object))
    }

    /// A form of login without its password, and without whatever else nobody asked for. Values are cut, since the
    /// boundary of a form is looked for in all of them.
    static func hidden(in form: MultipartForm) -> [UInt8] {
        let shown = ["GRANT_TYPE", "UserName", "SchemeCode"]
        let fields = form.fields.map { field in
            let isShown = shown.contains { $0.isByteEqual(to: field.name) }
            return MultipartForm.Field(
                field.name, isShown ? String(String.UnicodeScalarView(field.value.unicodeScalars.prefix(128))) : mask)
        }
        return MultipartForm(fields).encoded.body
    }
}
