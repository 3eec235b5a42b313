/// The argument parser's message in the shape of all our messages.
enum UsageMessage {
    /// A clause that begins in lower case; usage lines follow as they are.
    static func of(_ message: String) -> String {
        guard let first = message.first, message.dropFirst().first?.isLowercase == true else { return message }
        return first.lowercased() + message.dropFirst()
    }
}
