internal import ArgumentParser
internal import CountersignPrevalidator
internal import CountersignService
internal import Synchronization

/// `countersign prevalidator serve`: the service on a port of this machine.
struct PrevalidatorServe: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the pre-validator's API, and the proxy before the bank, until SIGTERM or SIGINT.",
        discussion: """
            Examples:
              countersign prevalidator serve --anonymous
              countersign prevalidator serve --callers callers.json --store keys.sqlite --audit audit.ndjson
              countersign prevalidator serve --anonymous --bank http://127.0.0.1:8080
              countersign prevalidator serve --anonymous --config prevalidator.json

            Once it listens it prints its address as one line, http://127.0.0.1:8090 (with --json: {"url":…}); with \
            --bank the proxy's address follows behind a space ("proxy_url"). Port 0 picks a free port. Each option can \
            be given as a variable too: --proxy-port is COUNTERSIGN_PREVALIDATOR_PROXY_PORT; or with --config in a \
            file, {"proxy-port": 0}. The option wins, then the variable, then the file. Logs go to standard error, as \
            JSON lines where that is no terminal. /livez, /readyz, /metrics and /openapi.json are served beside the \
            API and need no token; the proxy asks for none, so only the gateway may reach it.

            Exit code 0: ended by a signal, the calls answered that took less than four seconds more. 65: the store is no store. 69: the address cannot be \
            listened on. 74: the audit log cannot be written. 75: the store or the audit log is in use. 78: a \
            variable or a file that it names is wrong.
            """)

    @OptionGroup var options: PrevalidatorOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let (settings, level) = try options.settings()
        let logger = ServiceLog.bootstrap(label: "countersign.prevalidator", level: level)
        let service = try BlockingTask.run {
            try await buildPrevalidator(settings, registry: PrometheusRegistry(), logger: logger)
        }
        let host = settings.address.contains(":") ? "[\(settings.address)]" : settings.address
        let scheme = settings.tls == nil ? "http" : "https"
        let proxyPort = ProxyPort()
        try ForegroundServer(
            service: service, logger: logger,
            port: { service in
                let port = try await service.proxyPort
                proxyPort.value.withLock { $0 = port }
                return try await service.port
            },
            prints: { [reporting] port in
                let url = "\(scheme)://\(host):\(port)"
                let proxy = proxyPort.value.withLock { $0 }.map { "http://\(host):\($0)" }
                var members: [(String, JSON)] = [("url", .string(url))]
                if let proxy { members.append(("proxy_url", .string(proxy))) }
                try reporting.print(url + (proxy.map { " " + $0 } ?? ""), json: .object(members))
            }
        ).run()
        return .success
    }

    private final class ProxyPort: Sendable {
        let value = Mutex<Int?>(nil)
    }
}
