import NIOSSL

/// The certificate of a stub, for another host than it is at, signed by itself and good for a hundred years.
struct StubCertificate {
    private let certificate: NIOSSLCertificate
    private let key: NIOSSLPrivateKey

    init() throws {
        certificate = try NIOSSLCertificate(bytes: Array(Self.certificatePEM.utf8), format: .pem)
        key = try NIOSSLPrivateKey(bytes: Array(Self.keyPEM.utf8), format: .pem)
    }

    func serverContext() throws -> NIOSSLContext {
        try NIOSSLContext(
            configuration: .makeServerConfiguration(
                certificateChain: [.certificate(certificate)], privateKey: .privateKey(key)))
    }

    /// What a client has that trusts this certificate and no other.
    ///
    /// - Parameter verifiesHost: whether it looks for the host in it, and does not find it.
    func trust(verifiesHost: Bool = false) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates([certificate])
        configuration.certificateVerification = verifiesHost ? .fullVerification : .noHostnameVerification
        return configuration
    }

    private static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgG6ln+akjp/oe/iDq
        sEtpp1GGuj7F1XEv0Bu+UIgE3/ShRANCAATylojtULikU5cm52BaSxdNAWY379vq
        ADd92lvSePo3Sd+ePWQWfTYXiquLPm5qpfWbSQQiwgq+bl5HAngsQsq8
        -----END PRIVATE KEY-----
        """

    private static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBnjCCAUSgAwIBAgIUSsHYa73Mg8SGU5V2vFXU1xypEkIwCgYIKoZIzj0EAwIw
        FzEVMBMGA1UEAwwMc3R1Yi5pbnZhbGlkMCAXDTI2MTEyMjEzNDc0MVoYDzIxMjYx
        MDI5MTM0NzQxWjAXMRUwEwYDVQQDDAxzdHViLmludmFsaWQwWTATBgcqhkjOPQIB
        BggqhkjOPQMBBwNCAATylojtULikU5cm52BaSxdNAWY379vqADd92lvSePo3Sd+e
        PWQWfTYXiquLPm5qpfWbSQQiwgq+bl5HAngsQsq8o2wwajAdBgNVHQ4EFgQU4JDb
        ZeLLhTKe/Vs9eEd81Z6eeXgwHwYDVR0jBBgwFoAU4JDbZeLLhTKe/Vs9eEd81Z6e
        eXgwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxzdHViLmludmFsaWQwCgYI
        KoZIzj0EAwIDSAAwRQIhAPofI5HkHLZZfIvQTydTYhJeqvPDB/KiJA++0H4ZPSqR
        AiBZeHUZCnuIjDmpsgJMlWvCLXBWCrERiFveyO6++jgewg==
        -----END CERTIFICATE-----
        """
}
