#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Where results and messages leave: data on standard output, messages on standard error.
struct Console {
    /// No hints, no verdict in words; errors are always told.
    let isQuiet: Bool

    /// Prints a line or several.
    ///
    /// - Throws: `output_closed` where the reader has gone, `write_failed` where the result cannot be written.
    static func print(_ text: String) throws(CLIError) {
        try print(bytes: Array((text + "\n").utf8))
    }

    /// Prints bytes as they are.
    ///
    /// - Throws: as ``print(_:)``.
    static func print(bytes: [UInt8]) throws(CLIError) {
        try check(Descriptor.standardOutput.writeAll(bytes))
    }

    /// The same for bytes that are no array.
    static func print(raw bytes: UnsafeRawBufferPointer) throws(CLIError) {
        try check(Descriptor.standardOutput.writeAll(bytes))
    }

    private static func check(_ problem: Int32?) throws(CLIError) {
        guard let problem else { return }
        if problem == EPIPE { throw CLIError(.outputClosed, "standard output was closed by its reader") }
        throw CLIError(.writeFailed, "standard output: \(SystemError.text(problem))")
    }

    /// A line that helps; silent under `--quiet`.
    func hint(_ text: String) {
        guard !isQuiet else { return }
        Self.line("hint", PrintableText.of(text, keepingNewlines: false), colour: "36")
    }

    /// The lines that say what went wrong.
    static func report(_ error: CLIError) {
        line("error", PrintableText.of(error.reason, keepingNewlines: false), colour: "31")
        if let hint = error.hint { line("hint", PrintableText.of(hint, keepingNewlines: false), colour: "36") }
    }

    /// `countersign: error: …` on standard error, for text that is printable. Where that cannot be written there is nobody left to tell.
    static func line(_ kind: String, _ text: String, colour: String) {
        let label = usesColour ? "\u{1B}[\(colour)m\(kind):\u{1B}[0m" : "\(kind):"
        _ = Descriptor.standardError.writeAll(Array("countersign: \(label) \(text)\n".utf8))
    }

    /// Colour only for people: on a terminal, and where `NO_COLOR` (no-color.org) does not forbid it.
    private static var usesColour: Bool {
        guard Descriptor.standardError.isTerminal, Environment.bytes(of: "NO_COLOR")?.isEmpty ?? true else {
            return false
        }
        return Environment.bytes(of: "TERM").map { $0 != Array("dumb".utf8) } ?? false
    }
}
