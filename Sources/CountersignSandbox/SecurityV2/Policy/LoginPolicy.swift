import CountersignAPI

/// The rules of the login form. Source: Security API (V2) reference, Login; two of its sentences disagree about the
/// length of user names, settled so that e-mail addresses may have 100 characters and plain names 20.
enum LoginPolicy {
    static let specials = Array("!@$#%^&*+=()".utf8)

    struct Refusal: Error, Sendable, Equatable {
        /// A code of RFC 6749.
        let error: String
        let reason: String
    }

    /// The form, checked.
    ///
    /// - Throws: ``Refusal`` that names the field.
    static func form(_ form: MultipartForm) throws(Refusal) -> SecurityV2.LoginForm {
        let grant = try required("GRANT_TYPE", form)
        guard Array(grant.utf8) == Array(SecurityV2.LoginForm.grantType.utf8) else {
            throw Refusal(error: "unsupported_grant_type", reason: "GRANT_TYPE: expected password")
        }
        let user = try required("UserName", form)
        let password = try required("Password", form)
        try requireUserName(user)
        try requirePassword(password)
        let scheme = form["SchemeCode"]
        if let scheme, scheme.unicodeScalars.count > 6 {
            throw invalid("SchemeCode", "expected at most 6 characters")
        }
        return SecurityV2.LoginForm(userName: user, password: password, schemeCode: scheme)
    }

    private static func required(_ name: String, _ form: MultipartForm) throws(Refusal) -> String {
        guard let value = form[name], !value.isEmpty else { throw invalid(name, "required, but absent or blank") }
        return value
    }

    private static func invalid(_ name: String, _ reason: String) -> Refusal {
        Refusal(error: "invalid_request", reason: "\(name): \(reason)")
    }

    private static func requireUserName(_ name: String) throws(Refusal) {
        guard (8...100).contains(name.unicodeScalars.count) else {
            throw invalid("UserName", "expected 8 to 100 characters")
        }
        if isAddress(name) { return }
        guard name.utf8.count <= 20, name.utf8.allSatisfy({ isLetter($0) || isDigit($0) }) else {
            throw invalid("UserName", "expected an e-mail address, or 8 to 20 letters and digits")
        }
    }

    /// An address as it is usually written: no quotes, no comments, a domain of at least two labels.
    private static func isAddress(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return false }
        let inName = Array("!#$%&'*+/=?^_`{|}~.-".utf8)
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts[0].allSatisfy { isLetter($0) || isDigit($0) || inName.contains($0) } && labels.count > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func requirePassword(_ password: String) throws(Refusal) {
        let bytes = password.utf8
        guard bytes.allSatisfy({ isLetter($0) || isDigit($0) || specials.contains($0) }) else {
            throw invalid("Password", "allowed are a-z, A-Z, 0-9 and ! @ $ # % ^ & * + = ( )")
        }
        guard (8...20).contains(bytes.count) else { throw invalid("Password", "expected 8 to 20 characters") }
        guard bytes.contains(where: isUpper), bytes.contains(where: isLower), bytes.contains(where: specials.contains)
        else {
            throw invalid("Password", "expected an upper-case letter, a lower-case letter and a special character")
        }
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
