internal import CountersignSandbox
internal import CountersignService
internal import Logging

/// Runs the sandbox in this process until a signal ends it.
struct SandboxServer {
    let settings: SandboxSettings
    let level: Logger.Level
    /// Told the port, once the server listens.
    let prints: @Sendable (Int) throws -> Void

    /// - Throws: as ``ForegroundServer/run()``, and what opening the books throws.
    func run() throws {
        let logger = ServiceLog.bootstrap(label: "countersign.sandbox", level: level)
        let sandbox = try buildSandbox(settings, registry: PrometheusRegistry(), logger: logger)
        try ForegroundServer(service: sandbox, logger: logger, port: { try await $0.port }, prints: prints).run()
    }
}
