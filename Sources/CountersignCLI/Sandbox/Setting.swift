internal import CountersignAPI

/// One switch as it was given: as an option, else as a variable with the prefix of its command.
struct Setting {
    private let bytes: [UInt8]
    /// What to call it in a message.
    private let origin: String
    private let code: CLIError.Code

    /// Nil where neither was given.
    init?(_ name: String, _ option: RawArgument?, prefix: String = "COUNTERSIGN_SANDBOX_") {
        let variable = Self.variable(name, prefix)
        if let option {
            (bytes, origin, code) = (option.bytes, "--\(name)", .usage)
        } else if let value = Environment.bytes(of: variable), !value.isEmpty {
            (bytes, origin, code) = (value, variable, .configuration)
        } else {
            return nil
        }
    }

    /// `--otp-attempts` is `COUNTERSIGN_SANDBOX_OTP_ATTEMPTS`.
    private static func variable(_ name: String, _ prefix: String) -> String {
        prefix + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }

    /// Whether a flag is set; a variable says `1`, `true`, `0` or `false`.
    static func isOn(
        _ name: String, _ flag: Bool, prefix: String = "COUNTERSIGN_SANDBOX_"
    ) throws(CLIError) -> Bool {
        guard !flag, let setting = Setting(name, nil, prefix: prefix) else { return flag }
        switch try setting.text() {
        case "1", "true": return true
        case "0", "false": return false
        case let text: throw setting.wrong("expected 1, true, 0 or false, found '\(text)'")
        }
    }

    func text() throws(CLIError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), !text.utf8.contains(0) else {
            throw wrong("expected UTF-8 text")
        }
        return text
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
    func json<T: Decodable>(_ type: T.Type) throws(CLIError) -> T {
        let file = try InputFile.read(RawArgument(bytes: bytes), limit: 64 << 20, role: origin)
        do {
            return try WireJSON.decode(type, from: file.bytes)
        } catch {
            let place = error.field.map { " at \($0)" } ?? ""
            throw CLIError(.configuration, "\(origin): the file\(place): \(error.reason)")
        }
    }

    /// The line in the file that it names, without its line end.
    func secret() throws(CLIError) -> String {
        let file = try InputFile.read(RawArgument(bytes: bytes), limit: 1 << 16, role: origin)
        return try RawArgument(bytes: FinalNewline.removed(from: file.bytes) ?? file.bytes).utf8(origin)
    }

    private func wrong(_ reason: String) -> CLIError { CLIError(code, "\(origin): \(reason)") }
}
