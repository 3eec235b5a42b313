internal import ArgumentParser
internal import CountersignHarness
internal import Logging

/// `countersign device serve`: phones over HTTP.
struct DeviceServe: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve phones over HTTP until SIGTERM or SIGINT.",
        discussion: """
            Examples:
              countersign device serve --port 0
              countersign device serve --port 0 --store ada.phones

            Once it listens it prints its address as one line (with --json: {"url":…}). /openapi.json describes the \
            operations: create phones, set policy and faults, sign, answer questions, read what was signed; with \
            --url and credentials also bind, approve, login and rotate. Without --store the phones live in memory. \
            Whoever reaches the port can sign with the phones: listen on this machine only.

            Exit code 0: ended by a signal. 69: the address cannot be listened on.
            """)

    @Option(help: ArgumentHelp("Address to listen on (127.0.0.1).", valueName: "address"))
    var address: RawArgument?

    @Option(help: ArgumentHelp("Port to listen on (8090); 0 picks a free one.", valueName: "port"))
    var port: UInt16 = 8090

    @Option(help: ArgumentHelp("Seconds that a question of a phone's policy stands (60).", valueName: "seconds"))
    var patience: UInt16 = 60

    @OptionGroup var store: StoreOptions
    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var settings = PhoneServer.Settings()
        if let address {
            guard let text = address.text else { throw CLIError(.notUTF8, "--address: expected UTF-8") }
            settings.address = text
        }
        settings.port = Int(port)
        settings.patience = .seconds(Int(patience))
        if store.store != nil || Environment.bytes(of: "COUNTERSIGN_STORE")?.isEmpty == false {
            settings.store = try store.open(reporting.console)
        }
        if bankOptions.isGiven { settings.bank = try bankOptions.client() }
        let logger = ServiceLog.bootstrap(label: "countersign.phone", level: .notice)
        let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
        try ForegroundServer(
            service: try PhoneServer(settings, logger: logger), logger: logger, port: { try await $0.port },
            prints: { [reporting] port in
                let url = "http://\(host):\(port)"
                try reporting.print(url, json: .object([("url", .string(url))]))
            }
        ).run()
        return .success
    }
}
