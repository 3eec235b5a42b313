internal import ArgumentParser
internal import Countersign
internal import CountersignPrimitives

/// Where the text of a challenge comes from.
struct TextOptions: ParsableArguments {
    /// Challenges are short; a longer text is the wrong file.
    static let limit = 16 << 20

    @Option(help: ArgumentHelp("The text of the challenge, as it is.", valueName: "text"))
    var text: RawArgument?

    @Option(
        help: ArgumentHelp("Read the text from a file, or from standard input for '-'.", valueName: "file"),
        completion: .file())
    var file: RawArgument?

    @Flag(help: "Remove exactly one LF or CRLF from the end of the text.")
    var stripNewline = false

    func validate() throws {
        guard text == nil || file == nil else { throw ValidationError("give --text or --file, not both") }
    }

    private var isStandardInput: Bool { text == nil && file?.isDash ?? true }

    /// Claims standard input where the text comes from there.
    func claim(_ input: inout StandardInput) throws(CLIError) {
        if isStandardInput { try input.claim(for: "the text") }
    }

    /// The challenge, byte for byte.
    ///
    /// - Throws: `text_not_utf8` and what reading throws.
    func challenge(_ console: Console) throws(CLIError) -> Challenge {
        let (bytes, origin) = try content(console)
        do {
            guard let shorter = FinalNewline.removed(from: bytes) else { return try Challenge(utf8: bytes) }
            if stripNewline { return try Challenge(utf8: shorter) }
            console.hint("\(origin) ends in a line end, which is part of the challenge; --strip-newline removes it")
            return try Challenge(utf8: bytes)
        } catch {
            throw CLIError(error, about: origin)
        }
    }

    private func content(_ console: Console) throws(CLIError) -> (bytes: [UInt8], origin: String) {
        if let text { return (text.bytes, "--text") }
        guard let file, !isStandardInput else {
            let bytes = try StandardInput.read(limit: Self.limit, role: "the text", console: console)
            return (bytes.copy, "standard input")
        }
        let bytes = try InputFile.read(file, limit: Self.limit, role: "text file").content.copy
        return (bytes, "'\(PrintableText.name(file.bytes))'")
    }
}
