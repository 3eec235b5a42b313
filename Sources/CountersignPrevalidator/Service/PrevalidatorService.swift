import AsyncHTTPClient
import CountersignBatch
import CountersignService
import Hummingbird
import Logging
public import ServiceLifecycle

/// A running pre-validator: all of its parts wired once, by ``buildPrevalidator(_:clock:registry:logger:)``.
public struct PrevalidatorService: Service {
    let prevalidator: Prevalidator
    let application: any ApplicationProtocol
    let proxy: (any ApplicationProtocol)?
    let bank: Bank?
    let readiness: Readiness
    let announcement: Announcement
    let proxyAnnouncement: Announcement
    let metrics: PrevalidatorMetrics
    let logger: Logger

    /// Serves until the task is cancelled or the service group shuts down, then drains.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await application.run() }
                if let proxy { group.addTask { try await proxy.run() } }
                let sweeper = Task { await sweep() }
                defer { sweeper.cancel() }
                while try await group.next() != nil {}
            }
        } onGracefulShutdown: { [readiness] in
            readiness.set(false)
        }
        await prevalidator.drain()
        try await bank?.client.shutdown()
    }

    /// The port of the API, once it listens.
    public var port: Int { get async throws { try await announcement.port } }
    /// The port of the proxy, once it listens; nil without one.
    public var proxyPort: Int? {
        get async throws { proxy == nil ? nil : try await proxyAnnouncement.port }
    }

    private func sweep() async {
        while !Task.isCancelled {
            do {
                try await prevalidator.sweep()
            } catch {
                logger.error("nothing swept", metadata: ["error": "\(error)"])
            }
            metrics.gauge(prevalidator.verifier.statistics)
            try? await Task.sleep(for: .seconds(10))
        }
    }
}
