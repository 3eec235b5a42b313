internal import CountersignPrimitives

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Asks a person for a passphrase, without showing what is typed.
enum TerminalPrompt {
    /// Asking makes sense only where standard input and standard error are both terminals; anywhere else a prompt
    /// is a program that hangs.
    static var isPossible: Bool { Descriptor.standardInput.isTerminal && Descriptor.standardError.isTerminal }

    /// Asks once, or twice for a new passphrase.
    ///
    /// - Throws: `passphrase_missing` where nothing was typed or the two differ.
    static func passphrase(prompt: String, isNew: Bool) throws(CLIError) -> Passphrase {
        let first = try line(prompt)
        guard isNew else { return Passphrase(exactly: first) }
        let second = try line("Once more: ")
        guard first.withBytes({ bytes in second.withBytes { $0.elementsEqual(bytes) } }) else {
            throw CLIError(.passphraseMissing, "the two passphrases differ")
        }
        return Passphrase(exactly: first)
    }

    private static func line(_ prompt: String) throws(CLIError) -> SecretBytes {
        let terminal = Descriptor.standardInput.number
        var settings = termios()
        guard tcgetattr(terminal, &settings) == 0 else {
            throw CLIError(.readFailed, "terminal: \(SystemError.text(errno))")
        }
        let signals = try TerminalSignals()
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(terminal, TCSAFLUSH, &silent)
        _ = Descriptor.standardError.writeAll(Array(prompt.utf8))
        let outcome = readLine(from: terminal, signals: signals)
        tcsetattr(terminal, TCSAFLUSH, &settings)
        // The person's own line end was not shown either.
        _ = Descriptor.standardError.writeAll(Array("\n".utf8))
        switch outcome {
        case .line(let bytes):
            signals.stop(delivering: nil)
            return bytes
        case .signal(SIGTSTP):
            // Back from having been stopped, the question stands again.
            signals.stop(delivering: SIGTSTP)
            return try line(prompt)
        case .signal(let signal):
            signals.stop(delivering: signal)
        case .end:
            signals.stop(delivering: nil)
        }
        throw CLIError(.passphraseMissing, "no passphrase was entered")
    }

    private enum Outcome {
        case line(SecretBytes)
        case signal(Int32)
        case end
    }

    private static func readLine(from terminal: Int32, signals: TerminalSignals) -> Outcome {
        var other: Outcome? = .end
        let bytes = SecretBytes.reading(limit: Passphrase.limit) { room in
            while true {
                if let signal = signals.waitForInput(terminal) {
                    other = .signal(signal)
                    return 0
                }
                let count = read(terminal, room.baseAddress, 1)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return 0 }
                if room[0] != 0x0A { return 1 }
                other = nil
                return 0
            }
        }
        return other ?? bytes.map(Outcome.line) ?? .end
    }
}
