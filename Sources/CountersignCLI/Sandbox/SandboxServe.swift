internal import ArgumentParser
internal import CountersignSandbox

/// `countersign sandbox serve`: the bank on a port of this machine.
struct SandboxServe: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the bank's API until SIGTERM or SIGINT.",
        discussion: """
            Examples:
              countersign sandbox serve
              countersign sandbox serve --port 0 --otp static --seed 7
              countersign sandbox serve --data books --books seed.json
              countersign sandbox serve --config settings.json

            Once it listens it prints its address as one line, http://127.0.0.1:8080 (with --json: {"url":…}). Port 0 \
            picks a free port. Each option can be given as a variable too: --otp-attempts is \
            COUNTERSIGN_SANDBOX_OTP_ATTEMPTS; or with --config in a file, {"otp-attempts": 1}. The option wins, then the \
            variable, then the file. Logs go to standard error, as JSON lines where that is \
            no terminal. /livez, /readyz and /metrics are served beside the API, test control below /_sandbox/.

            Exit code 0: ended by a signal, the calls answered that took less than four seconds more. 66: a file that is named is missing. 69: the address \
            cannot be listened on. 75: another process has the folder of --data. 78: that folder cannot be used, or a \
            variable or a file that is named is wrong.
            """)

    @OptionGroup var options: SandboxOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (settings, level) = try options.settings()
        let server = SandboxServer(
            settings: settings, level: level,
            prints: { port in
                let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
                let url = "http://\(host):\(port)"
                try reporting.print(url, json: .object([("url", .string(url))]))
            })
        try server.run()
        return .success
    }
}
