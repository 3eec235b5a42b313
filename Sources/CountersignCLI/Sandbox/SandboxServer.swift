internal import CountersignSandbox
internal import CountersignService
internal import Dispatch
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Runs the sandbox in this process until a signal ends it.
struct SandboxServer {
    let settings: SandboxSettings
    let level: Logger.Level
    /// Told the port, once the server listens.
    let prints: @Sendable (Int) throws -> Void

    /// Blocks the main thread, which has nothing else to do.
    ///
    /// - Throws: `cannot_listen`, and what printing the address throws.
    func run() throws {
        let registry = PrometheusRegistry()
        let isTerminal = Descriptor.standardError.isTerminal
        LoggingSystem.bootstrap { [level] label in
            if !isTerminal { return JSONLogHandler(label: label, level: level) }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        let logger = Logger(label: "countersign.sandbox")
        let sandbox = try buildSandbox(settings, registry: registry, logger: logger)
        let outcome = Outcome()
        let done = DispatchSemaphore(value: 0)
        Task.detached { [prints] in
            do {
                try await Self.serve(sandbox, logger: logger, prints: prints)
            } catch {
                outcome.error.withLock { $0 = error }
            }
            done.signal()
        }
        done.wait()
        if let error = outcome.error.withLock({ $0 }) { throw error }
    }

    /// How long calls under way may take after the signal; a call that waits for an SMS is cut off.
    private static let patience = Duration.seconds(4)

    private static func serve(
        _ sandbox: Sandbox, logger: Logger, prints: @escaping @Sendable (Int) throws -> Void
    ) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [sandbox], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = patience
        let group = ServiceGroup(configuration: configuration)
        // Where nobody can be told the address, nobody can use the server.
        let printing = Outcome()
        Task {
            do {
                try prints(try await sandbox.port)
            } catch {
                printing.error.withLock { $0 = error }
                await group.triggerGracefulShutdown()
            }
        }
        do {
            try await group.run()
        } catch is CancellationError {
            // The patience with the last calls ended.
        } catch {
            throw CLIError(.cannotListen, "the server cannot run: \(error)")
        }
        if let error = printing.error.withLock({ $0 }) { throw error }
    }

    private final class Outcome: Sendable {
        let error = Mutex<(any Error)?>(nil)
    }
}
