import Countersign
import CountersignAPI
import CountersignTestSupport
import Foundation
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): tokens") struct SecurityV2TokenTests {
    private static let python = ProcessInfo.processInfo.environment["COUNTERSIGN_PYTHON"]

    @Test("The token is an ES256 JWT; its key is served (S3-031)")
    func isAJWT() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            let keys = try await bank.exchange(.get, "/_sandbox/jwks.json", [], nil)
            #expect(keys.status == 200)
            let jwk = try #require(keys["keys"]?.arrayValue?.first)
            #expect(keys["keys"]?.arrayValue?.count == 1)
            #expect(jwk.objectValue?.names == ["kty", "crv", "x", "y", "kid", "alg", "use"])
            let key = try ImportedKey(anyRepresentation: WireJSON.encode(jwk)).verifyingKey
            let token = try #require(AccessJWT(partner.token, signedBy: key))
            #expect(token.subject == Partner.user && token.schemeCode == nil)
            #expect(token.expiresAt - token.issuedAt == 43_199)
            #expect(AccessJWT(partner.token, signedBy: try SigningKey().verifyingKey) == nil)
        }
    }

    @Test(
        "PyJWT verifies the token with the served key, and its exp (S3-031)",
        .enabled(if: python != nil, "needs COUNTERSIGN_PYTHON, which make test sets"))
    func isAJWT_forPyJWT() async throws {
        try await RunningSandbox.with { bank in
            let reply = try await bank.login(scheme: "ABC")
            let token = try #require(reply["access_token"]?.stringValue)
            let script = """
                import json, sys, urllib.request, jwt
                token, address = sys.argv[1:]
                keys = jwt.PyJWKSet.from_dict(json.load(urllib.request.urlopen(address + "/_sandbox/jwks.json")))
                header = jwt.get_unverified_header(token)
                key = next(k for k in keys.keys if k.key_id == header["kid"]).key
                # The bank's clock stands in 2021.
                options = {"require": ["exp", "iat", "sub", "jti", "iss"], "verify_exp": False}
                claims = jwt.decode(token, key, algorithms=["ES256"], issuer="countersign-sandbox", options=options)
                assert claims["exp"] - claims["iat"] == 43199, claims
                assert claims["sub"] == "\(Partner.user)" and claims["scheme_code"] == "ABC", claims
                try:
                    jwt.decode(token, key, algorithms=["ES256"], issuer="countersign-sandbox")
                    sys.exit("an old token passed")
                except jwt.ExpiredSignatureError:
                    pass
                head, body, signature = token.split(".")
                for bad in [head + "." + body[:-2] + "AA." + signature, head + "." + body + "." + signature[:-4] + "AAAA"]:
                    try:
                        jwt.decode(bad, key, algorithms=["ES256"], options={"verify_exp": False})
                        sys.exit("a changed token passed")
                    except jwt.InvalidTokenError:
                        pass
                print("verified", jwt.__version__)
                """
            let output = try Self.run(["-c", script, token, "http://127.0.0.1:\(bank.port)"])
            #expect(output.hasPrefix("verified "), "\(output)")
            print("PyJWT:", output, terminator: "")
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        let (exitCode, output) = try ChildProcess.run(try #require(python), arguments)
        #expect(exitCode == 0)
        return String(decoding: output, as: UTF8.self)
    }
}
