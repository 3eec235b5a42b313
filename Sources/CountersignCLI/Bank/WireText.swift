internal import CountersignAPI

/// Values of the wire for people and for machines.
enum WireText {
    /// As the API writes it.
    static func json(_ value: some Encodable) throws(CLIError) -> JSON {
        do {
            return .verbatim(try WireJSON.text(value))
        } catch {
            throw CLIError(.internalFault, error.description)
        }
    }

    /// One member a line.
    static func lines(_ request: ChangeRequest) throws(CLIError) -> String {
        var lines = [("id", request.id.text), ("status", request.status.rawValue)]
        if let time = request.updatedAt { lines.append(("updated", time.description)) }
        if let text = request.stringToSign { lines.append(("text", text)) }
        if let code = request.responseCode { lines.append(("response", String(code))) }
        if let body = request.responseBody {
            lines.append(("body", String(decoding: WireJSON.encode(body), as: UTF8.self)))
        }
        return lines.map { name, value in
            name + String(repeating: " ", count: 10 - name.count) + PrintableText.of(value, keepingNewlines: false)
        }.joined(separator: "\n")
    }
}

extension RawArgument {
    /// The argument as an id.
    ///
    /// - Throws: `not_utf8`.
    func identifier(_ role: String) throws(CLIError) -> Identifier { Identifier(try utf8(role)) }

    /// The argument as text.
    ///
    /// - Throws: `not_utf8`.
    func utf8(_ role: String) throws(CLIError) -> String {
        guard let text else { throw CLIError(.notUTF8, "\(role): expected UTF-8") }
        return text
    }
}
