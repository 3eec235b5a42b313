internal import CountersignPrimitives

/// A key as it is named on the command line: a file, `-` for standard input, or a public key itself.
struct KeyArgument {
    /// No P-256 key in any format comes near this.
    static let limit = 65_536

    /// No private key has fewer characters in any format: the 32 bytes of a scalar.
    static let shortestSecret = 32

    static let beginOfPEM = Array("-----BEGIN".utf8)

    let argument: RawArgument

    var isStandardInput: Bool { argument.isDash }

    /// Claims standard input where the key comes from there.
    func claim(_ input: inout StandardInput) throws(CLIError) {
        if isStandardInput { try input.claim(for: "the key") }
    }

    /// Whether this is a public key itself: a JWK, PEM, or hex of a point (`04…` 130 digits, `02…` or `03…` 66 digits).
    var isLiteral: Bool {
        let text = argument.bytes.drop { $0 == UInt8(ascii: " ") || (0x09...0x0D).contains($0) }
        guard let first = text.first else { return false }
        if first == UInt8(ascii: "{") || text.starts(with: Self.beginOfPEM) { return true }
        guard argument.bytes.allSatisfy(Self.isHexDigit), first == UInt8(ascii: "0") else { return false }
        switch argument.bytes.dropFirst().first {
        case UInt8(ascii: "4"): return argument.bytes.count == 130
        case UInt8(ascii: "2"), UInt8(ascii: "3"): return argument.bytes.count == 66
        default: return false
        }
    }

    /// A private key's place is not the command line: digits of one that stands there all the same must not get into a
    /// message, and from there into a log. So text in an alphabet of keys, and as long as one, is never repeated where
    /// no file has this name.
    private var mayBeSecret: Bool {
        argument.bytes.count >= Self.shortestSecret && argument.bytes.allSatisfy(Self.isBase64)
            && !InputFile.exists(argument)
    }

    /// Refuses a private key that stands on the command line.
    ///
    /// - Throws: `usage`.
    func refuseSecret() throws(CLIError) {
        guard isLiteral else { return }
        throw CLIError(
            .usage, "a private key is not taken from the command line, where all can see it",
            hint: "put it into a file, or give '-' and pass it through standard input")
    }

    /// Whether this is text that somebody may have sent to the bank as a key: a public key itself, or what is no
    /// file and does not look like the name of one that was mistyped. 44 characters are a compressed point in Base64.
    var isAsSent: Bool {
        if isLiteral { return true }
        guard argument.bytes.count >= 44, argument.bytes.first != UInt8(ascii: "/") else { return false }
        return !argument.bytes.contains(UInt8(ascii: ".")) && !InputFile.exists(argument)
    }

    /// How messages call it.
    var subject: String {
        isLiteral ? "public key" : "key '\(PrintableText.name(argument.bytes))'"
    }

    /// The bytes of the key, and the permissions of the file they come from.
    ///
    /// - Throws: `input_missing` with a hint where the name looks like a public key gone wrong.
    func read(_ console: Console) throws(CLIError) -> InputFile {
        if isLiteral { return InputFile(content: SecretBytes(argument.bytes), permissions: nil) }
        if isStandardInput {
            let content = try StandardInput.read(limit: Self.limit, role: "the key", console: console)
            return InputFile(content: content, permissions: nil)
        }
        guard !mayBeSecret else {
            throw CLIError(
                .inputMissing,
                "key file: there is none of that name, whose \(argument.bytes.count) characters may be a key",
                hint: hint)
        }
        do {
            return try InputFile.read(argument, limit: Self.limit, role: "key file")
        } catch {
            guard error.code == .inputMissing, let hint else { throw error }
            throw CLIError(error.code, error.reason, hint: hint)
        }
    }

    private var hint: String? {
        let digits = argument.bytes.prefix(while: Self.isHexDigit).count
        guard digits >= 32 else { return nil }
        guard digits == argument.bytes.count else {
            return "as a public key it has a character that is no hex digit at position \(digits)"
        }
        switch digits {
        case 128: return "128 hex digits are a point without its leading 04"
        case 182: return "182 hex digits are SPKI in DER; its last 130 digits are the public key"
        default: return "a public key is 04 and 128 hex digits, or 02 or 03 and 64; these are \(digits) digits"
        }
    }

    /// The digits of Base64, its URL alphabet among them, its padding, and white space between them.
    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "="), UInt8(ascii: " "), 0x09...0x0D:
            true
        default: false
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
