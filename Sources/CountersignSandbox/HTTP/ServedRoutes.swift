import CountersignAPI
import Synchronization

/// The operations that are served, to tell a wrong method from an unknown path.
final class ServedRoutes: Sendable {
    private let endpoints = Mutex<[Endpoint]>([])

    func insert(_ endpoint: Endpoint) { endpoints.withLock { $0.append(endpoint) } }

    /// The methods that a path is served by; empty for an unknown path.
    func methods(of path: String) -> [String] {
        let matching = endpoints.withLock { $0 }.filter { $0.ids(in: path) != nil }
        return Set(matching.map(\.method.rawValue)).sorted()
    }
}
