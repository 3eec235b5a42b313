internal import Countersign
internal import CountersignDevice

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Asks the person at the terminal whether the phone may sign.
enum TerminalQuestion {
    /// nil where there is nobody to be asked.
    static var prompt: ApprovalPrompt? {
        guard TerminalPrompt.isPossible else { return nil }
        return { request in
            let words = [request.subject, request.amount.map { "\($0) cents" }].compactMap { $0 }.joined(
                separator: ", ")
            let text = PrintableText.of(request.text.utf8)
            let question = "Sign \(request.route.rawValue) '\(text)'\(words.isEmpty ? "" : " (\(words))")? [y/N] "
            let answer = try line(PrintableText.of(question, keepingNewlines: false))
            return answer == Array("y".utf8) || answer == Array("yes".utf8)
        }
    }

    /// One line of what is typed, shown as it is typed.
    ///
    /// - Throws: `read_failed`.
    static func line(_ question: String) throws(CLIError) -> [UInt8] {
        _ = Descriptor.standardError.writeAll(Array(question.utf8))
        var bytes: [UInt8] = []
        while bytes.count < 4096 {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw CLIError(.readFailed, "terminal: \(SystemError.text(errno))") }
            if count == 0 || byte == 0x0A { break }
            bytes.append(byte)
        }
        return bytes
    }
}
