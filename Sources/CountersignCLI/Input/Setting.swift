internal import CountersignAPI
internal import CountersignExchange
internal import CountersignPrevalidator
internal import CountersignPrimitives

/// One switch as it was given: as an option, as a variable with the prefix of its command, or in the settings file.
struct Setting {
    private let bytes: [UInt8]
    /// What to call it in a message.
    private let origin: String
    private let code: CLIError.Code

    /// Nil where neither was given.
    init?(_ name: String, _ option: RawArgument?, prefix: String) {
        let variable = Self.variable(name, prefix)
        if let option {
            (bytes, origin, code) = (option.bytes, "--\(name)", .usage)
        } else if let value = Environment.bytes(of: variable), !value.isEmpty {
            (bytes, origin, code) = (value, variable, .configuration)
        } else {
            return nil
        }
    }

    /// One that the settings file has.
    init(_ name: String, text: String, in file: SettingsFile) {
        (bytes, origin, code) = (Array(text.utf8), "\(file.origin): the file at \(name)", .configuration)
    }

    /// `--otp-attempts` of the sandbox is `COUNTERSIGN_SANDBOX_OTP_ATTEMPTS`.
    private static func variable(_ name: String, _ prefix: String) -> String {
        prefix + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// A flag as a variable says it: `1`, `true`, `0` or `false`.
    func flag() throws(CLIError) -> Bool {
        switch try text() {
        case "1", "true": return true
        case "0", "false": return false
        case let text: throw wrong("expected 1, true, 0 or false, found '\(text)'")
        }
    }

    /// The settings file that it names.
    func settingsFile() throws(CLIError) -> SettingsFile {
        try SettingsFile(RawArgument(bytes: bytes), origin: origin)
    }

    func text() throws(CLIError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw wrong("expected UTF-8 text")
        }
        return text
    }

    /// The address of the bank behind a proxy.
    func bankAddress() throws(CLIError) -> String {
        let text = try text()
        do throws(BaseAddress.Refusal) {
            return try BankAddress(text).text
        } catch {
            throw wrong(error.description)
        }
    }

    func number<Number: FixedWidthInteger>(
        _ type: Number.Type, _ range: ClosedRange<Number>
    ) throws(CLIError) -> Number {
        guard let number = Number(try text()), range.contains(number) else {
            throw wrong("expected a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(CLIError) -> Choice {
        guard let choice = Choice(rawValue: try text()) else {
            throw wrong("expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// The content of the file that it names.
    ///
    /// - Parameter console: where `-` is standard input, for the message of a terminal.
    func json<T: Decodable>(_ type: T.Type, standardInput console: Console? = nil) throws(CLIError) -> T {
        let file = RawArgument(bytes: bytes)
        let (content, source): (SecretBytes, String)
        if let console, file.isDash {
            source = "standard input"
            content = try StandardInput.read(limit: Self.fileLimit, role: origin, console: console)
        } else {
            source = "the file"
            content = try InputFile.read(file, limit: Self.fileLimit, role: origin).content
        }
        do {
            return try WireJSON.decode(type, from: content.copy)
        } catch {
            let place = error.field.map { " at \($0)" } ?? ""
            throw CLIError(.configuration, "\(origin): \(source)\(place): \(error.reason)")
        }
    }

    /// The line in the file that it names, without its line end.
    func secret() throws(CLIError) -> String {
        let file = try InputFile.read(RawArgument(bytes: bytes), limit: 1 << 16, role: origin)
        return try Passphrase(line: file.content).bytes.withArray { bytes throws(CLIError) in
            try RawArgument(bytes: bytes).utf8(origin)
        }
    }

    private static let fileLimit = 64 << 20

    private func wrong(_ reason: String) -> CLIError { CLIError(code, "\(origin): \(reason)") }
}
