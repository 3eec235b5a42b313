import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): journal, and faults of login") struct SecurityV2JournalTests {
    private static func entries(_ partner: Partner) async throws -> [JSONValue] {
        try #require(try await partner.bank.call(.get, "/_sandbox/journal").json.arrayValue)
    }

    @Test("Login stands in its user's journal as other calls do, without password, token and key")
    func writesLoginsDown_withoutTheirSecrets() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            _ = try await partner.pending(7)
            // Refused, too short, with fields that nobody asked for, one of them a password in another case.
            let secret = "Secr3t-of-mine"
            #expect(try await bank.login(Partner.user, secret).status == 400)
            let form = MultipartForm([
                .init("UserName", Partner.user), .init("password", secret), .init("PIN", secret),
                .init("GRANT_TYPE", "password"),
            ]).encoded
            let headers = [(name: "content-type", value: form.contentType)]
            let stranger = try await bank.exchange(.post, "/security/login?Password=\(secret)", headers, form.body)
            #expect(stranger.status == 400)

            let listed = try await Self.entries(partner)
            let login = "securityV2Login"
            #expect(
                listed.map { $0["operation"]?.stringValue }
                    == [login, login, "securityV2GetSCAPendingRequest", login])
            #expect(listed.map { $0["status"]?.intValue } == [400, 400, 200, 200])
            #expect(listed.allSatisfy { $0["method"] == "POST" && $0["explainable"] == false })
            #expect(listed[0]["path"] == "/security/login")
            #expect(listed[2]["request_body"]?.stringValue?.contains("7") == true)
            for entry in listed where entry["operation"] == .string(login) {
                #expect(entry["request_body"]?.stringValue?.contains(Partner.user) == true)
                #expect(entry["request_body"]?.stringValue?.contains(HiddenSecrets.mask) == true)
            }
            #expect(listed[1]["response_body"]?.stringValue?.contains("invalid_request") == true)
            let shown = try WireJSON.parse(Array((listed[3]["response_body"]?.stringValue ?? "").utf8))
            #expect(shown["expires_in"] == 43_199 && shown["access_token"] == .string(HiddenSecrets.mask))
            let all = String(decoding: WireJSON.encode(.array(listed)), as: UTF8.self)
            for text in [Partner.password, secret, partner.token, partner.key.text] { #expect(!all.contains(text)) }
            #expect(try await bank.call(.get, "/_sandbox/journal").json == [])
        }
    }

    @Test("A login that names no bank is written down nowhere, and opens none")
    func opensNoBank_whenLoginIsRefused() async throws {
        try await RunningSandbox.with { bank in
            let short = try await bank.login("partner99", "short")
            #expect(short.status == 400)
            #expect(try await bank.login(nil).status == 400)
            #expect(try await bank.exchange(.post, "/security/login", [], Array("x".utf8)).status == 400)
            #expect(try bank.isOpen("partner99") == false)
            #expect(try bank.isOpen("") == false)
        }
    }

    @Test("Only the beginning of a long form is written down, whatever it is made of")
    func cutsLongForms() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            // Each value would make the search for a boundary longer.
            let long = "countersign-form" + String(repeating: "-x", count: 100_000)
            let fields = [("UserName", Partner.user), ("Password", long), ("GRANT_TYPE", long), ("x", long)]
            let form = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }
            let headers = [(name: "content-type", value: "multipart/form-data; boundary=b")]
            let bytes = Array((form.joined() + "--b--\r\n").utf8)
            #expect(try await bank.exchange(.post, "/security/login", headers, bytes).status == 400)
            let body = try #require(try await Self.entries(partner).first?["request_body"]?.stringValue)
            #expect(body.utf8.count < 1500 && body.contains(Partner.user))
        }
    }

    @Test("Faults of login: a status, a code of OAuth 2, a wrong shape; then login is as it was (S3-078)")
    func strikesLogin() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            let orders: [(JSONObject, Int, String?)] = [
                (["status": 500], 500, "server_error"), (["code": "invalid_grant"], 400, "invalid_grant"),
                (["status": 400], 400, "invalid_request"), (["wrong_shape": "array"], 200, nil),
                (["wrong_shape": "truncated"], 200, nil),
            ]
            for (order, status, error) in orders {
                let rule = order.merging(["operation": "POST /security/login", "times": 1])
                #expect(try await partner.bank.call(.post, "/_sandbox/faults", .object(rule)).status == 201)
                #expect(try await bank.login("partner02").status == 200)
                let struck = try await bank.login()
                #expect(struck.status == status && struck["error"]?.stringValue == error, "\(order)")
                let entry = try await Self.entries(partner).first
                #expect(entry?["status"]?.intValue == status && entry?["fault_id"]?.stringValue != nil)
                #expect(entry?["response_body"]?.stringValue?.contains("access_token\":\"ey") == false)
            }
            #expect(try await bank.login().status == 200)
        }
    }
}
