/// The argument parser's message in the shape of all our messages.
enum UsageMessage {
    /// A clause that begins in lower case; usage lines follow. The line ends are the parser's own: those of
    /// arguments are escaped (``RawArgument``) and written out here.
    static func of(_ message: String) -> String {
        let message = PrintableText.of(withoutLongWords(message), keepingNewlines: true)
        guard let first = message.first, message.dropFirst().first?.isLowercase == true else { return message }
        return first.lowercased() + message.dropFirst()
    }

    /// Without the words of the command line that are long enough for a private key: one may stand where it should not.
    /// The first line quotes them; those below are the parser's own.
    private static func withoutLongWords(_ message: String) -> String {
        let end = message.firstIndex(of: "\n") ?? message.endIndex
        let parts = message[..<end].split(separator: "'", omittingEmptySubsequences: false).enumerated()
        return parts.map { place, part in
            place % 2 == 1 && part.unicodeScalars.count >= KeyArgument.shortestSecret ? "…" : part
        }.joined(separator: "'") + message[end...]
    }
}
