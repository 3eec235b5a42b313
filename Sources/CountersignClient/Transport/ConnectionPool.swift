internal import AsyncHTTPClient
internal import CountersignExchange
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Connections to servers, kept open between calls and closed when the last client that uses them is gone.
public final class ConnectionPool: Sendable {
    /// The pool that clients use unless told otherwise: for the life of the process.
    public static let shared = ConnectionPool()

    let http: HTTPClient

    /// - Parameters:
    ///   - perHost: calls to one host at once; the bank serves 255 of one partner.
    ///   - connectTimeout: how long a connection may take to be made.
    public convenience init(perHost: Int = 64, connectTimeout: Duration = .seconds(10)) {
        self.init(perHost: perHost, connectTimeout: connectTimeout, tls: nil)
    }

    /// - Parameter tls: nil: the certificate authorities that the system trusts.
    init(perHost: Int = 64, connectTimeout: Duration = .seconds(10), tls: TLSConfiguration?) {
        var configuration = HTTPClient.Configuration.strict
        configuration.tlsConfiguration = tls
        configuration.timeout.connect = .nanoseconds(connectTimeout.nanoseconds)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, perHost)
        // Trying again is the client's own decision, and it knows when to stop.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Shorter than servers keep an idle connection, so that none is used just as it is closed.
        configuration.connectionPool.idleTimeout = .seconds(15)
        http = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    deinit {
        Task { [http] in try? await http.shutdown() }
    }
}

extension Duration {
    /// Whole nanoseconds; the ends of the range for what does not fit.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, tooLarge) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflow) = product.addingReportingOverflow(attoseconds / 1_000_000_000)
        return tooLarge || overflow ? (seconds < 0 ? .min : .max) : sum
    }
}
