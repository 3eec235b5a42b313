import CountersignAPI
import NIOCore
import NIOPosix
import Synchronization

/// Lookups that block, on threads of their own: those of the process serve others too. Who asks for a host that is being
/// looked up waits with who did before, so that a name server that is silent holds one thread for each of its hosts.
final class HostLookups: Sendable {
    private let threads: NIOThreadPool
    private let look: @Sendable (String) -> [NetworkAddress]
    private let underWay = Mutex<[Identifier: EventLoopFuture<[NetworkAddress]>]>([:])

    /// - Parameter look: blocks until it knows.
    init(threads count: Int, look: @escaping @Sendable (String) -> [NetworkAddress]) {
        threads = NIOThreadPool(numberOfThreads: count)
        self.look = look
        threads.start()
    }

    /// - Throws: `CancellationError` when the task is cancelled first; the lookup goes on.
    func addresses(of host: String) async throws -> [NetworkAddress] {
        let found = promise()
        lookup(of: host).cascade(to: found)
        return try await withTaskCancellationHandler {
            try await found.futureResult.get()
        } onCancel: {
            found.fail(CancellationError())
        }
    }

    /// The lookup of a host that is under way, or a new one.
    func lookup(of host: String) -> EventLoopFuture<[NetworkAddress]> {
        let name = Identifier(host.lowercased())
        let (lookup, new) = underWay.withLock { underWay in
            if let lookup = underWay[name] { return (lookup, nil as EventLoopPromise<[NetworkAddress]>?) }
            let new = promise()
            underWay[name] = new.futureResult
            return (new.futureResult, new)
        }
        guard let new else { return lookup }
        threads.submit { [self] _ in
            let addresses = look(host)
            _ = underWay.withLock { $0.removeValue(forKey: name) }
            new.succeed(addresses)
        }
        return lookup
    }

    private func promise() -> EventLoopPromise<[NetworkAddress]> {
        MultiThreadedEventLoopGroup.singleton.any().makePromise()
    }
}
