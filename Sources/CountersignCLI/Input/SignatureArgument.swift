internal import CountersignPrimitives

/// A signature as it is named on the command line: the text itself, or `-` for standard input.
struct SignatureArgument {
    /// Far above the 144 digits of the longest field.
    static let limit = 65_536

    let argument: RawArgument

    var isStandardInput: Bool { argument.isDash }

    /// Claims standard input where the signature comes from there.
    func claim(_ input: inout StandardInput) throws(CLIError) {
        if isStandardInput { try input.claim(for: "the signature") }
    }

    /// The bytes: from the command line as they are, from standard input a text without one final line end.
    func bytes(_ console: Console) throws(CLIError) -> [UInt8] {
        guard isStandardInput else { return argument.bytes }
        return FinalNewline.removedFromText(
            try StandardInput.read(limit: Self.limit, role: "the signature", console: console).copy)
    }
}
