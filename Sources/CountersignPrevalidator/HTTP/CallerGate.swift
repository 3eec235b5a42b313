import Countersign
import CountersignPrimitives
import Hummingbird
import NIOCore
import NIOSSL

/// Knows the callers by their bearer tokens, or else by the certificates of their connections.
///
/// Tokens are looked up by their SHA-256, so that the time of a look-up says nothing about a token.
struct CallerGate: Sendable {
    /// The name of who shows nothing where nothing is asked for.
    static let anonymous = "anonymous"

    private let names: [[UInt8]: String]?
    private let asksForCertificates: Bool

    /// - Parameters:
    ///   - callers: tokens by name; nil asks for none.
    ///   - asksForCertificates: whether the API's connections have a certificate of the caller.
    init(_ callers: [String: String]?, asksForCertificates: Bool) throws {
        names = try callers.map { callers in
            Dictionary(
                try callers.map { (try Hashing.sha256(Array($0.value.utf8)), $0.key) },
                uniquingKeysWith: { first, _ in first })
        }
        self.asksForCertificates = asksForCertificates
    }

    /// The name of who calls: that of the token, or `certificate:` and the SHA-256 of the certificate in hex, as
    /// `openssl x509 -fingerprint -sha256` has it without colons.
    /// - Parameters:
    ///   - header: the value of the header that carries the token.
    ///   - channel: the connection.
    /// - Throws: ``Problem`` 401.
    func caller(_ header: String?, on channel: any Channel) async throws -> String {
        if let names { return try Self.caller(header, among: names) }
        // The proxy's connections have none.
        guard asksForCertificates, let certificate = try? await channel.nioSSL_peerCertificate().get() else {
            return Self.anonymous
        }
        return "certificate:" + Hex.encode(try Hashing.sha256(try certificate.toDERBytes()))
    }

    private static func caller(_ header: String?, among names: [[UInt8]: String]) throws -> String {
        guard let header, header.utf8.count > 7, header.utf8.prefix(7).lowercasedASCII == Array("bearer ".utf8) else {
            throw Problem.tokenRequired
        }
        let token = String(decoding: header.utf8.dropFirst(7), as: UTF8.self)
        guard let name = names[try Hashing.sha256(Array(token.utf8))] else { throw Problem.invalidToken }
        return name
    }
}

extension Sequence<UInt8> {
    /// The bytes with A to Z in lower case.
    var lowercasedASCII: [UInt8] { map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }
}
