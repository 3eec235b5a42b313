import Countersign
import CountersignAPI
import Hummingbird
import Logging

/// Gives out access tokens and finds the session, and the bank, that a token opens. A user's bank is that of the OAuth
/// client of the same name.
struct SessionGate: Sendable {
    let namespaces: Namespaces
    let settings: SandboxSettings
    let key: TokenKey
    let logger: Logger

    /// A session and the bank that it is of.
    struct Entry: Sendable {
        let namespace: Namespace
        let session: SecuritySession
    }

    /// - Throws: ``LoginPolicy/Refusal`` `invalid_grant` when the sandbox knows its users and this is none of them,
    ///   `invalid_request` when no further bank may be opened.
    func issue(to form: SecurityV2.LoginForm) async throws -> SecurityV2.Login {
        guard settings.accepts(form.userName, secret: form.password) else {
            throw LoginPolicy.Refusal(error: "invalid_grant", reason: "The user name or password is incorrect.")
        }
        let namespace: Namespace
        do {
            namespace = try namespaces.namespace(of: form.userName)
        } catch let fault as BankFault {
            throw LoginPolicy.Refusal(error: "invalid_request", reason: fault.detail)
        }
        let now = namespace.now
        let expiry = now.adding(seconds: Int64(SecurityV2.tokenLifetime))
        let secret = try namespace.identities.secret(bytes: 48)
        guard let key = SecurityV2.SecurityKey(secret) else { throw SecurityV2Fault(code: .serverError) }
        // Never a seeded one: sessions outlive a reset and a restore, after which the seeded row begins again.
        let id = try IdentitySource(seed: nil).identifier(.error).text
        let session = SecuritySession(id: id, key: key, expiresAt: expiry)
        let token = AccessJWT(
            subject: form.userName, session: id, issuedAt: now.milliseconds / 1000,
            expiresAt: expiry.milliseconds / 1000, schemeCode: form.schemeCode)
        let text = try token.signed(by: self.key.signingKey)
        try await namespace.transact { try $0.insertSession(session, of: form.userName) }
        return SecurityV2.Login(
            accessToken: text, securityKey: key.text, expires: .init(expiry), issued: .init(now))
    }

    /// The session of the header, which holds the token alone or behind `Bearer`.
    ///
    /// - Parameter whenExpired: whether a token whose time is over will do.
    /// - Throws: ``SecurityV2Fault`` 100 for no token and for one that is of no use.
    func entry(for request: Request, whenExpired: Bool = false) async throws -> Entry {
        guard let header = request.headers[.authorization] else { throw SecurityV2Fault.token }
        let parts = header.split(separator: " ", maxSplits: 1)
        let token = parts.count == 2 && parts[0].lowercased() == "bearer" ? String(parts[1]) : header
        guard let jwt = AccessJWT(token, signedBy: try key.signingKey.verifyingKey),
            let namespace = try namespaces.known(jwt.subject),
            let session = try await namespace.read({ try $0.session(jwt.session) }),
            whenExpired || namespace.now < session.expiresAt
        else { throw SecurityV2Fault.token }
        return Entry(namespace: namespace, session: session)
    }

    /// The session of a call that drives the sandbox; nil where the header holds no token of this API.
    func controlEntry(for request: Request) async throws -> Entry? {
        guard let header = request.headers[.authorization], header.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2
        else { return nil }
        do {
            return try await entry(for: request, whenExpired: true)
        } catch is SecurityV2Fault {
            return nil
        }
    }
}
