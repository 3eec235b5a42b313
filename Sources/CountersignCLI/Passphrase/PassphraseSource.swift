/// Where a passphrase is taken from.
enum PassphraseSource: Equatable {
    case file(RawArgument)
    case descriptor(Int32)
    case standardInput
    /// The variable named here, which is set.
    case environment(String)
    /// Asking the person at the terminal.
    case terminal

    /// The passphrase.
    ///
    /// - Throws: what reading throws; `passphrase_missing` where the person at the terminal gives none.
    func read(prompt: String, isNew: Bool, console: Console) throws(CLIError) -> Passphrase {
        switch self {
        case .file(let path):
            let file = try InputFile.read(path, limit: Passphrase.limit, role: "passphrase file")
            return Passphrase(line: file.content)
        case .descriptor(let number):
            let name = "passphrase descriptor \(number)"
            let bytes = try InputFile.content(of: Descriptor(number: number), limit: Passphrase.limit, name: name)
            return Passphrase(line: bytes)
        case .standardInput:
            return Passphrase(
                line: try StandardInput.read(limit: Passphrase.limit, role: "the passphrase", console: console))
        case .environment(let name):
            return Passphrase(exactly: Environment.takeSecret(name))
        case .terminal:
            return try TerminalPrompt.passphrase(prompt: prompt, isNew: isNew)
        }
    }
}
