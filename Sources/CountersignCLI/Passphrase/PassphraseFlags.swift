/// The ways to give one passphrase, of which at most one may be used.
struct PassphraseFlags {
    let role: String
    let file: RawArgument?
    let descriptor: DescriptorNumber?
    let isStandardInput: Bool
    let variable: String

    /// What the flags say, in the order of the help text.
    var sources: [PassphraseSource] {
        var sources: [PassphraseSource] = []
        if let file { sources.append(.file(file)) }
        if let descriptor { sources.append(.descriptor(descriptor.number)) }
        if isStandardInput { sources.append(.standardInput) }
        return sources
    }

    /// The flag, else the variable. An empty variable is how scripts unset one.
    var given: PassphraseSource? {
        sources.first ?? (Environment.bytes(of: variable)?.isEmpty == false ? .environment(variable) : nil)
    }

    /// Claims standard input where the passphrase comes from there.
    func claim(_ input: inout StandardInput) throws(CLIError) {
        if sources.contains(where: { $0 == .standardInput || $0 == .descriptor(0) }) {
            try input.claim(for: role)
        }
    }

    /// What to say to somebody who gave none.
    ///
    /// - Parameter canBeNone: whether `--no-passphrase` is another way out.
    func missing(_ reason: String, canBeNone: Bool) -> CLIError {
        let name = role == "the new passphrase" ? "--new-passphrase" : "--passphrase"
        let ways = "\(name)-file, \(name)-fd, \(name)-stdin or the variable \(variable)"
        return CLIError(
            .passphraseMissing, reason, hint: "give it by \(ways)" + (canBeNone ? ", or say --no-passphrase" : ""))
    }
}
