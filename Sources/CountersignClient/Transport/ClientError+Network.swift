internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import NIOSSL

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

extension ClientError {
    /// The error that a failed exchange stands for: was anything sent, and was it HTTP that came back?
    init(network error: any Error, operation: String) {
        let code: Code
        let reason: String
        switch error {
        case let error as HTTPClientError: (code, reason) = Self.judge(error)
        case is NIOConnectionError: (code, reason) = (.unreachable, "no connection")
        // A host that is an address is connected to directly. These are answers to connecting and to nothing else.
        case let error as IOError where [ECONNREFUSED, ENETUNREACH, EADDRNOTAVAIL].contains(error.errnoCode):
            (code, reason) = (.unreachable, "no connection")
        case let error as IOError:
            (code, reason) = (.connectionLost, "the connection ended: \(String(cString: strerror(error.errnoCode)))")
        case let error as ChannelError:
            if case .connectTimeout = error {
                (code, reason) = (.unreachable, "no connection in time")
            } else {
                (code, reason) = (.connectionLost, "the connection ended: \(error)")
            }
        // No secure connection came about. Any other error of TLS can follow a call that was read to its end.
        case NIOSSLError.handshakeFailed:
            (code, reason) = (.unreachable, "no secure connection: \(Self.text(of: error))")
        case let error as NIOSSLExtraError
        where [.failedToValidateHostname, .serverHostnameImpossibleToMatch].contains(error):
            (code, reason) = (.unreachable, "no secure connection: \(Self.text(of: error))")
        case is HTTPParserError: (code, reason) = Self.judge(parser: error)
        case is CancellationError: (code, reason) = (.cancelled, "cancelled")
        default: (code, reason) = (.connectionLost, "the connection ended: \(Self.text(of: error))")
        }
        self.init(code, reason: reason, operation: operation)
    }

    /// Without the places in the sources of the library for TLS, which name folders of the machine that built it.
    private static func text(of error: any Error) -> String {
        "\(error)".replacing(#/\ at /[^\]\)]*?:\d+/#, with: "")
    }

    private static func judge(_ error: HTTPClientError) -> (Code, String) {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout, .httpProxyHandshakeTimeout,
            .getConnectionFromPoolTimeout:
            (.unreachable, "no connection: \(error.shortDescription)")
        case .deadlineExceeded, .readTimeout, .writeTimeout: (.timedOut, error.shortDescription)
        case .cancelled: (.cancelled, "cancelled")
        case .invalidURL, .emptyHost, .emptyScheme, .alreadyShutdown:
            (.invalidRequest, error.shortDescription)
        case .remoteConnectionClosed: (.connectionLost, "the server closed the connection")
        default: Self.judgeText(error)
        }
    }

    /// Headers that HTTP does not allow are refused before anything is sent.
    private static func judgeText(_ error: HTTPClientError) -> (Code, String) {
        let isHeader = error.shortDescription.contains("header field")
        return (isHeader ? .invalidRequest : .connectionLost, error.shortDescription)
    }

    /// An end in the middle of an answer is a lost connection; everything else was no HTTP.
    private static func judge(parser error: any Error) -> (Code, String) {
        if case HTTPParserError.invalidEOFState = error {
            (.connectionLost, "the connection ended within the answer")
        } else {
            (.unreadableAnswer, "expected HTTP, found something else (\(error))")
        }
    }
}
