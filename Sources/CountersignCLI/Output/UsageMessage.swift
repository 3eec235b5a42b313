/// The argument parser's message in the shape of all our messages.
enum UsageMessage {
    /// A clause that begins in lower case; usage lines follow. The line ends are the parser's own: those of
    /// arguments are escaped (``RawArgument``) and written out here.
    static func of(_ message: String) -> String {
        let message = PrintableText.of(message, keepingNewlines: true)
        guard let first = message.first, message.dropFirst().first?.isLowercase == true else { return message }
        return first.lowercased() + message.dropFirst()
    }
}
