internal import ArgumentParser
internal import CountersignClient

/// Which bank is called, and as whom.
struct BankOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The bank's base URL, as http://127.0.0.1:8080 or https://api.solaris-sandbox.de.", valueName: "url"))
    var url: RawArgument?

    @Option(help: ArgumentHelp("Where tokens come from, if from another host.", valueName: "url"))
    var tokenUrl: RawArgument?

    @Option(help: ArgumentHelp("The OAuth client id.", valueName: "id"))
    var clientId: RawArgument?

    @Option(
        help: ArgumentHelp("Read the OAuth client secret from a file, without its final line end.", valueName: "file"),
        completion: .file())
    var clientSecretFile: RawArgument?

    /// Whether a bank was named at all.
    var isGiven: Bool { (try? text(url, "COUNTERSIGN_URL")) != nil }

    /// - Throws: `usage` where something is missing, `configuration` for a wrong variable, and what reading the secret
    ///   throws.
    func bank() throws -> BankClient {
        guard let address = try text(url, "COUNTERSIGN_URL") else {
            throw missing("no bank was named", "--url", "COUNTERSIGN_URL")
        }
        guard let id = try text(clientId, "COUNTERSIGN_CLIENT_ID") else {
            throw missing("no client id was given", "--client-id", "COUNTERSIGN_CLIENT_ID")
        }
        let credentials = Credentials.client(id: id, secret: try secret())
        return try BankClient(address, credentials, tokenAddress: try text(tokenUrl, "COUNTERSIGN_TOKEN_URL"))
    }

    /// The base URL.
    func address() throws(CLIError) -> String { try text(url, "COUNTERSIGN_URL") ?? "" }

    private func secret() throws(CLIError) -> String {
        if let clientSecretFile { return try secret(in: clientSecretFile) }
        if let bytes = Environment.bytes(of: "COUNTERSIGN_CLIENT_SECRET"), !bytes.isEmpty {
            return try utf8(bytes, "COUNTERSIGN_CLIENT_SECRET", .configuration)
        }
        if let path = Environment.bytes(of: "COUNTERSIGN_CLIENT_SECRET_FILE"), !path.isEmpty {
            return try secret(in: RawArgument(bytes: path))
        }
        throw missing("no client secret was given", "--client-secret-file", "COUNTERSIGN_CLIENT_SECRET")
    }

    private func secret(in path: RawArgument) throws(CLIError) -> String {
        let file = try InputFile.read(path, limit: 65_536, role: "client secret")
        return try utf8(FinalNewline.removed(from: file.bytes) ?? file.bytes, "the client secret", .notUTF8)
    }

    private func text(_ option: RawArgument?, _ variable: String) throws(CLIError) -> String? {
        if let option { return try utf8(option.bytes, "the option", .notUTF8) }
        guard let bytes = Environment.bytes(of: variable), !bytes.isEmpty else { return nil }
        return try utf8(bytes, variable, .configuration)
    }

    private func utf8(_ bytes: [UInt8], _ name: String, _ code: CLIError.Code) throws(CLIError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CLIError(code, "\(name): expected UTF-8 text")
        }
        return text
    }

    private func missing(_ reason: String, _ option: String, _ variable: String) -> CLIError {
        CLIError(.usage, reason, hint: "give it by \(option) or the variable \(variable)")
    }
}
