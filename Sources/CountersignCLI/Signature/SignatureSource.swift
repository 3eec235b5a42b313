internal import ArgumentParser
internal import CountersignPrimitives

/// Where a signature comes from: the argument, a file, or standard input.
struct SignatureSource: ParsableArguments {
    @Argument(help: ArgumentHelp("The signature, or '-' for standard input.", valueName: "signature"))
    var signature: RawArgument?

    @Option(
        help: ArgumentHelp("Read the signature from a file, or from standard input for '-'.", valueName: "file"),
        completion: .file())
    var file: RawArgument?

    func validate() throws {
        guard signature == nil || file == nil else { throw ValidationError("give a signature or --file, not both") }
    }

    /// The bytes. In a file or on standard input one final line end is not part of a text.
    func bytes(_ console: Console) throws(CLIError) -> [UInt8] {
        let dash = RawArgument(bytes: Array("-".utf8))
        guard let file, file != dash else {
            return try SignatureArgument(argument: signature ?? dash).bytes(console)
        }
        return FinalNewline.removedFromText(
            try InputFile.read(file, limit: SignatureArgument.limit, role: "signature file").content.copy)
    }
}
