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
    func missing(_ reason: String, or alternative: String = "") -> CLIError {
        let names = role == "the new passphrase" ? "--new-passphrase" : "--passphrase"
        return CLIError(
            .passphraseMissing, reason,
            hint: "say \(names)-file, \(names)-fd or \(names)-stdin, set \(variable)\(alternative)")
    }
}
