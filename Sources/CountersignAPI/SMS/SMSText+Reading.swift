extension SMSText {
    /// A longer text is no SMS of this bank, and trying every place for every variable would take long.
    private static let lengthLimit = 1024

    /// Finds the one-time password in a text that one of the templates gave.
    ///
    /// Every template is tried, so that digits which are no password (30 minutes, an IBAN, an amount, a telephone
    /// number) are not taken for one. Nil where the text fits no template with a password of six digits.
    public static func code(in text: String) -> OneTimePassword? {
        for candidate in all {
            if let code = candidate.code(in: text) { return code }
        }
        return nil
    }

    /// Finds the one-time password in a text that this template gave; nil where the text is another.
    public func code(in text: String) -> OneTimePassword? {
        guard let variable = template.codeVariable, text.utf8.count <= Self.lengthLimit else { return nil }
        return Self.match(parts[...], Array(text.utf8)[...], code: variable)
    }

    /// The password, where the parts fit the bytes from end to end.
    private static func match(
        _ parts: ArraySlice<Part>, _ bytes: ArraySlice<UInt8>, code: String, found: OneTimePassword? = nil
    ) -> OneTimePassword? {
        guard let part = parts.first else { return bytes.isEmpty ? found : nil }
        let rest = parts.dropFirst()
        switch part {
        case .literal(let literal):
            guard bytes.starts(with: literal.utf8) else { return nil }
            return match(rest, bytes.dropFirst(literal.utf8.count), code: code, found: found)
        case .variable(code):
            guard let password = OneTimePassword(String(decoding: bytes.prefix(6), as: UTF8.self)) else { return nil }
            return match(rest, bytes.dropFirst(6), code: code, found: password)
        case .variable where rest.isEmpty:
            return found
        case .variable:
            for length in 0...bytes.count {
                if let password = match(rest, bytes.dropFirst(length), code: code, found: found) { return password }
            }
            return nil
        }
    }
}
