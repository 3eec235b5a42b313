internal import CountersignService
internal import Logging
internal import ServiceLifecycle
internal import Synchronization
internal import UnixSignals

/// Runs a service in this process until a signal ends it.
struct ForegroundServer<Served: Service>: Sendable {
    let service: Served
    let logger: Logger
    /// The port, once the service listens.
    let port: @Sendable (Served) async throws -> Int
    /// Told the port.
    let prints: @Sendable (Int) throws -> Void

    /// How long calls under way may take after the signal; a call that waits for something is cut off.
    private static var patience: Duration { .seconds(4) }

    /// Blocks the main thread.
    ///
    /// - Throws: `cannot_listen`, and what printing the address throws.
    func run() throws {
        try BlockingTask.run { try await serve() }
    }

    private func serve() async throws {
        var configuration = ServiceGroupConfiguration(
            services: [service], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = Self.patience
        let group = ServiceGroup(configuration: configuration)
        // Where nobody can be told the address, nobody can use the server.
        let printing = PrintingOutcome()
        Task {
            do {
                try prints(try await port(service))
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
            throw CLIError(serving: error)
        }
        if let error = printing.error.withLock({ $0 }) { throw error }
    }
}

private final class PrintingOutcome: Sendable {
    let error = Mutex<(any Error)?>(nil)
}
