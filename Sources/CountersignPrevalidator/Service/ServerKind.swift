import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore
import NIOSSL

/// HTTP/1.1, with TLS for the API where it is set up.
struct ServerKind {
    /// For the proxy, which stands behind a gateway.
    let plain: HTTPServerBuilder
    /// For the API.
    let secured: HTTPServerBuilder

    /// - Throws: ``PrevalidatorError`` `invalid_value` for files that hold no certificates or no key.
    init(_ settings: PrevalidatorSettings) throws {
        plain = .http1(configuration: .init(idleTimeout: .seconds(settings.requestTimeout)))
        guard let files = settings.tls else {
            secured = plain
            return
        }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(files.certificate)
            let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            configuration.minimumTLSVersion = .tlsv12
            if let authority = files.clientAuthority {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(authority))
                // Clients are known by their certificate, not by a host name.
                configuration.certificateVerification = .noHostnameVerification
            }
            secured = try .tls(plain, tlsConfiguration: configuration)
        } catch {
            throw PrevalidatorError(.invalidValue, "the files for TLS cannot be used: \(error)")
        }
    }
}
