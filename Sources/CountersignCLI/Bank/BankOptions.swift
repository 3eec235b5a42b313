internal import ArgumentParser
internal import CountersignClient

/// Which bank is called, and as whom: as options and as variables `COUNTERSIGN_BANK_…`. A secret is never an option's
/// value, which everybody on the machine could read.
struct BankOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Address of the bank or the sandbox.", valueName: "address"))
    var url: RawArgument?
    @Option(help: ArgumentHelp("Address that tokens come from, where it is another.", valueName: "address"))
    var tokenUrl: RawArgument?
    @Option(help: ArgumentHelp("Client id; the sandbox takes any.", valueName: "id"))
    var clientId: RawArgument?
    @Option(
        help: ArgumentHelp("Read the client secret from a file, without its final line end.", valueName: "file"),
        completion: .file())
    var clientSecretFile: RawArgument?
    @Option(
        help: ArgumentHelp("Read a token that exists already from a file.", valueName: "file"), completion: .file())
    var tokenFile: RawArgument?
    @Option(help: ArgumentHelp("Seconds that one call may take (30).", valueName: "seconds"))
    var timeout: RawArgument?
    @Flag(help: "Send tokens over plain HTTP to another machine.")
    var allowPlainHttp = false

    private static let prefix = "COUNTERSIGN_BANK_"

    private func setting(_ name: String, _ option: RawArgument?) -> Setting? {
        Setting(name, option, prefix: Self.prefix)
    }

    /// - Throws: `usage` where the address or the credentials are missing or wrong, and what reading throws.
    func client() throws(CLIError) -> BankClient {
        guard let address = setting("url", url) else {
            throw CLIError(
                .usage, "no bank was named", hint: "give --url or COUNTERSIGN_BANK_URL, as http://127.0.0.1:8080")
        }
        var configuration = ClientConfiguration()
        configuration.allowsPlainHTTP = allowPlainHttp
        if let setting = Setting("allow-plain-http", nil, prefix: Self.prefix), try setting.flag() {
            configuration.allowsPlainHTTP = true
        }
        if let seconds = try setting("timeout", timeout)?.number(Int.self, 1...3600) {
            configuration.timeout = .seconds(seconds)
        }
        do {
            return try BankClient(
                try address.text(), try credentials(), tokenAddress: try setting("token-url", tokenUrl)?.text(),
                configuration: configuration)
        } catch let error as ClientError {
            throw CLIError(url == nil ? .configuration : .usage, error.reason)
        } catch let error as CLIError {
            throw error
        } catch {
            throw CLIError(.internalFault, String(describing: error))
        }
    }

    private func credentials() throws(CLIError) -> Credentials {
        if let token = try secret("token", file: tokenFile) { return .token(token) }
        guard let id = try setting("client-id", clientId)?.text() else {
            throw CLIError(
                .usage, "no client was named", hint: "give --client-id or COUNTERSIGN_BANK_CLIENT_ID, or a token")
        }
        guard let secret = try secret("client-secret", file: clientSecretFile) else {
            throw CLIError(
                .usage, "no client secret was given",
                hint: "give it by --client-secret-file or the variable COUNTERSIGN_BANK_CLIENT_SECRET")
        }
        return .client(id: id, secret: secret)
    }

    /// The option's file, else the variable, else the file that the variable `…_FILE` names.
    private func secret(_ name: String, file: RawArgument?) throws(CLIError) -> String? {
        if file == nil, let value = setting(name, nil) { return try value.text() }
        return try setting(name + "-file", file)?.secret()
    }
}
