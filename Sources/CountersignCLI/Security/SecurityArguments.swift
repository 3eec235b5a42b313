internal import ArgumentParser
internal import CountersignAPI

// Values of this API on the command line.

/// A consumer's number.
struct ConsumerArgument: ExpressibleByArgument {
    let id: Int32

    init?(argument: String) {
        guard let id = Int32(argument), id > 0 else { return nil }
        self.id = id
    }
}

/// The number of a registered device.
struct SDKDeviceArgument: ExpressibleByArgument {
    let id: Int64

    init?(argument: String) {
        guard let id = Int64(argument) else { return nil }
        self.id = id
    }
}

extension RawArgument {
    /// The value of an enumeration by its name or number.
    ///
    /// - Throws: `usage`.
    func numbered<Value: OpenNumber>(_ type: Value.Type, _ option: String) throws(CLIError) -> Value {
        guard let value = text.flatMap({ Value($0) }) else {
            throw CLIError(
                .usage, "\(option): expected one of \(Value.choices), found '\(PrintableText.of(bytes))'")
        }
        return value
    }

    /// A one-time password. It is secret: no message holds it.
    ///
    /// - Throws: `code_malformed`.
    func password() throws(CLIError) -> String {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard bytes.count == SecurityV2.otpDigits, bytes.allSatisfy(digits.contains) else {
            throw CLIError(
                CLIError.Code("code_malformed", .malformed),
                "--code: expected \(SecurityV2.otpDigits) digits, found something else of \(bytes.count) bytes")
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// An SCA reference number.
    ///
    /// - Throws: `reference_malformed`.
    func reference() throws(CLIError) -> String {
        guard let text, text.unicodeScalars.count == 36 else {
            throw CLIError(
                CLIError.Code("reference_malformed", .malformed),
                "expected an SCA reference number of 36 characters, found '\(PrintableText.of(bytes))'")
        }
        return text
    }
}
