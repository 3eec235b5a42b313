import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): login") struct SecurityV2LoginTests {
    @Test("Login answers token, type, 43199 s, security key and two times (S3-005, S3-028, S3-029, S3-030, S3-031)")
    func answersAsDocumented() async throws {
        try await RunningSandbox.with { bank in
            let reply = try await bank.login()
            #expect(reply.status == 200)
            #expect(
                reply.json.objectValue?.names
                    == ["access_token", "token_type", "expires_in", "Contis_SecurityKey", ".expires", ".issued"])
            #expect(reply["token_type"] == "bearer")
            #expect(reply["expires_in"] == 43199)
            #expect(reply["access_token"]?.stringValue?.split(separator: ".").count == 3)
            let key = try #require(reply["Contis_SecurityKey"]?.stringValue)
            #expect(key.wholeMatch(of: /[0-9a-f]{96}/) != nil)
            let form = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d/
            for name in [".issued", ".expires"] {
                #expect(try #require(reply[name]?.stringValue).wholeMatch(of: form) != nil)
            }
            let login = try WireJSON.decode(SecurityV2.Login.self, from: reply.bytes)
            #expect(login.issued.timestamp == Timestamp(milliseconds: 1_640_185_533_634))
            #expect(login.expires.timestamp == login.issued.timestamp.adding(seconds: 43_199))
            // Another session has another key.
            #expect(try await bank.login()["Contis_SecurityKey"]?.stringValue != key)
            #expect(try await bank.exchange(.get, "/security/login", [], nil).status == 405)
        }
    }

    @Test("Login takes multipart/form-data and nothing else (S3-020)")
    func refusesTheBody_whenItIsNoForm() async throws {
        try await RunningSandbox.with { bank in
            let fields = "GRANT_TYPE=password&UserName=partner01&Password=Passw0rd!"
            let json = #"{"GRANT_TYPE":"password","UserName":"partner01","Password":"Passw0rd!"}"#
            let bodies = [
                ("application/x-www-form-urlencoded", fields), ("application/json", json), ("", json),
                ("multipart/form-data", fields), ("multipart/form-data; boundary=x", fields),
                ("multipart/form-data; boundary=x", "--x\r\n"), ("multipart/form-data; boundary=x", ""),
            ]
            for (type, body) in bodies {
                let headers = type.isEmpty ? [] : [(name: "content-type", value: type)]
                let reply = try await bank.exchange(.post, "/security/login", headers, Array(body.utf8))
                #expect(reply.status == 400, "\(type)")
                #expect(reply["error"] == "invalid_request")
                #expect(reply["error_description"]?.stringValue?.isEmpty == false)
            }
        }
    }

    @Test("GRANT_TYPE is required and is password (S3-021)")
    func refusesTheGrant_whenItIsAnother() async throws {
        try await RunningSandbox.with { bank in
            let missing = try await bank.login(grant: nil)
            #expect(missing.status == 400 && missing["error"] == "invalid_request")
            for grant in ["Password", "PASSWORD", "client_credentials", "password ", "passwore"] {
                let reply = try await bank.login(grant: grant)
                #expect(reply.status == 400 && reply["error"] == "unsupported_grant_type", "\(grant)")
            }
            // It is no header, whatever the text says.
            let form = MultipartForm([.init("UserName", Partner.user), .init("Password", Partner.password)]).encoded
            let headers = [("content-type", form.contentType), ("grant_type", "password")]
            #expect(try await bank.exchange(.post, "/security/login", headers, form.body).status == 400)
        }
    }

    @Test("UserName is required: 8 to 100 characters, special ones in e-mail addresses only (S3-022, S3-023)")
    func judgesUserNames() async throws {
        try await RunningSandbox.with { bank in
            let good = [
                "partner1", "12345678", "ABCDEFGHIJKLMNOPQRST", "ab@cd.ef", "o'neil+test@ex-ample.co.uk",
                String(repeating: "a", count: 88) + "@example.com",
            ]
            #expect(good.last?.count == 100)
            for user in good { #expect(try await bank.login(user).status == 200, "\(user)") }
            let bad = [
                nil, "", "partner", "ABCDEFGHIJKLMNOPQRSTU", "user!name1", "user name1", "üser1234", "a@b@c.de",
                "@example.com", "someone@", "someone@example", "some one@example.com", "someone@exa_mple.com",
                "someone@.com", String(repeating: "a", count: 89) + "@example.com",
            ]
            for user in bad {
                let reply = try await bank.login(user)
                #expect(reply.status == 400 && reply["error"] == "invalid_request", "\(user ?? "none")")
                #expect(reply["error_description"]?.stringValue?.contains("UserName") == true)
            }
        }
    }

    @Test("Password: 8 to 20 characters, upper, lower and special, and only those (S3-024, S3-025, S3-026)")
    func judgesPasswords() async throws {
        try await RunningSandbox.with { bank in
            var good = ["Passw0rd!", "Password!", "Passwor!", "Passw0rd!Passw0rd!Pa"]
            good += "!@$#%^&*+=()".map { "Password\($0)" }
            for password in good { #expect(try await bank.login(Partner.user, password).status == 200, "\(password)") }
            let bad = [
                nil, "", "Passwo!", "Passw0rd!Passw0rd!Pas", "password!", "PASSWORD!", "Password1", "Password-!",
                "Password_!", "Pass word!", "Passwordé!", "Password!\n", "Password!\0",
            ]
            for password in bad {
                let reply = try await bank.login(Partner.user, password)
                #expect(reply.status == 400 && reply["error"] == "invalid_request", "\(password ?? "none")")
                let text = reply["error_description"]?.stringValue ?? ""
                #expect(text.contains("Password"))
                if let password, !password.isEmpty { #expect(!text.contains(password)) }
            }
        }
    }

    @Test("SchemeCode is optional and has at most six characters (S3-027)")
    func judgesSchemeCodes() async throws {
        try await RunningSandbox.with { bank in
            for scheme in [nil, "", "S", "ABCDEF"] {
                #expect(try await bank.login(scheme: scheme).status == 200)
            }
            let reply = try await bank.login(scheme: "ABCDEFG")
            #expect(reply.status == 400)
            #expect(reply["error_description"]?.stringValue?.contains("SchemeCode") == true)
        }
    }

    @Test("Any well-formed user is accepted, unless the sandbox knows its users: then wrong ones are invalid_grant")
    func refusesStrangers_whenUsersAreKnown() async throws {
        var settings = SandboxSettings()
        settings.clients = [Identifier(Partner.user): Partner.password, "tests": "secret"]
        try await RunningSandbox.with(settings) { bank in
            #expect(try await bank.login().status == 200)
            for (user, password) in [(Partner.user, "Passw0rd!!"), ("partner02", Partner.password)] {
                let reply = try await bank.login(user, password)
                #expect(reply.status == 400)
                #expect(reply["error"] == "invalid_grant")
            }
        }
    }

    @Test("Two logins of one user are two sessions; the end of one leaves the other (S3-032)")
    func keepsSessionsApart() async throws {
        try await RunningSandbox.with { bank in
            let first = try await Partner.login(at: bank)
            let second = try await first.loginAgain()
            #expect(first.token != second.token)
            #expect(try await first.logout().code == "000")
            #expect(try await first.logout().code == "100")
            #expect(try await second.pending().isEmpty)
        }
    }

    @Test("A form that is too large is 400, as every refusal is (S3-010)")
    func refusesAForm_whenItIsTooLarge() async throws {
        var settings = SandboxSettings()
        settings.bodyLimit = 2000
        try await RunningSandbox.with(settings) { bank in
            let reply = try await bank.login(String(repeating: "x", count: 3000))
            #expect(reply.status == 400)
            #expect(reply["error"] == "invalid_request")
            let partner = try await Partner.login(at: bank)
            let note = JSONValue.string(String(repeating: "x", count: 3000))
            let large = try await partner.logout(["ClientRequestReference": note])
            #expect(large.status == 400 && large.code == "101")
        }
    }
}
