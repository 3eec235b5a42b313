import CountersignClient
import Logging
import Synchronization

/// A clock that stands still: sleeping on it moves it on at once and is written down.
final class ManualClock: ClientClock {
    private let state = Mutex((now: Duration.zero, sleeps: [Duration]()))

    var now: Duration { state.withLock { $0.now } }
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        state.withLock {
            $0.now += duration
            $0.sleeps.append(duration)
        }
    }
}

extension StubServer {
    /// A client of this stub with a clock that stands still.
    func client(
        _ credentials: Credentials = .client(id: "id", secret: "s3cret"), clock: ManualClock = ManualClock(),
        _ change: (inout ClientConfiguration) -> Void = { _ in }
    ) throws -> BankClient {
        var configuration = ClientConfiguration()
        configuration.clock = clock
        configuration.logger.logLevel = .critical
        // A pool of its own, so that no connection outlives the stub.
        configuration.connections = ConnectionPool()
        change(&configuration)
        return try BankClient(address, credentials, configuration: configuration)
    }
}

/// The error that a call throws; nil where it throws none.
func failure(of body: () async throws -> Void) async -> ClientError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? ClientError
    }
}
