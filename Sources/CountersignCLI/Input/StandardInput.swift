internal import CountersignPrimitives

/// Standard input, which can be one thing only.
///
/// It is read when somebody asks for it and never otherwise: a command that needs nothing from it must not hang on
/// a pipe that stays open.
struct StandardInput {
    private var role: String?

    /// Reserves standard input for one role, before anything is read or asked.
    ///
    /// - Throws: `usage` where it is already something else.
    mutating func claim(for newRole: String) throws(CLIError) {
        if let role {
            throw CLIError(
                .usage, "standard input cannot be both \(role) and \(newRole)",
                hint: "give one of the two as a file or an option")
        }
        role = newRole
    }

    /// Reads to the end; on a terminal it first says what is expected.
    static func read(limit: Int, role: String, console: Console) throws(CLIError) -> SecretBytes {
        if Descriptor.standardInput.isTerminal {
            console.hint("reading \(role) from the terminal; end with Ctrl-D")
        }
        return try InputFile.content(of: .standardInput, limit: limit, name: "standard input (\(role))")
    }
}
