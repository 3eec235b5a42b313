import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): sessions") struct SecurityV2SessionTests {
    /// The seven operations with input that they take.
    static func calls(_ reference: String) -> [(String, JSONValue)] {
        [
            ("Authorize", ["SCAReferenceNumber": .string(reference), "CancelRequest": true]),
            ("RegenerateSCA", ["SCAReferenceNumber": .string(reference), "SCAType": 1]),
            ("GetSCAPendingRequest", ["ConsumerID": 21]), ("ListSDKDevices", ["ConsumerID": 21]),
            ("DeRegisterSDKDevice", ["ConsumerID": 21, "SDKDeviceReferenceID": 1]),
            ("PostLoginDetails", ["ConsumerID": 21, "SCAOptionID1FA": 6, "SCAOptionID2FA": 2]), ("logout", [:]),
        ]
    }

    @Test("Each operation but login needs its token, unexpired and unrevoked (S3-009, S3-033)")
    func refusesEveryOperation_withoutItsToken() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            let reference = try await partner.transfer(type: 1)
            let ended = try await partner.loginAgain()
            #expect(try await ended.logout().code == "000")
            let stranger = try AccessJWT(
                subject: Partner.user, session: "x", issuedAt: 0, expiresAt: 1 << 40, schemeCode: nil
            ).signed(by: try SigningKey())
            let parts = partner.token.split(separator: ".").map(String.init)
            let unsigned = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + parts[1] + "."
            let tokens = [
                "", "x", "..", "a.b.c", "Bearer", "Bearer x", "Basic " + partner.token, ended.token, stranger, unsigned,
                parts[0] + "." + parts[1], parts[0] + "." + parts[1] + ".", partner.token + "=", partner.token + ".x",
                parts[0] + "." + parts[0] + "." + parts[2], partner.bank.token,
            ]
            for (operation, body) in Self.calls(reference) {
                let path = "/security/" + operation
                let none = try await bank.exchange(.post, path, [], WireJSON.encode(body))
                #expect(none.status == 400 && none.code == "100", "\(operation)")
                for token in tokens {
                    let reply = try await partner.send(path, WireJSON.encode(body), token: token)
                    #expect(reply.status == 400 && reply.code == "100", "\(operation) \(token)")
                }
            }
            #expect(try await partner.state(of: reference) == "pending")
            bank.clock.advance(by: .seconds(43_198))
            #expect(try await partner.pending().isEmpty)
            bank.clock.advance(by: .seconds(1))
            for (operation, body) in Self.calls(reference) {
                #expect(try await partner.call(operation, body).code == "100", "\(operation)")
            }
        }
    }

    @Test("The token stands alone in the header; behind Bearer it is taken too (S3-009)")
    func takesTheToken_aloneAndBehindBearer() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            for token in [partner.token, "Bearer " + partner.token, "bearer " + partner.token] {
                let reply = try await partner.send(
                    "/security/ListSDKDevices", Array(#"{"ConsumerID":1}"#.utf8), token: token)
                #expect(reply.code == "000")
            }
        }
    }

    @Test("Logout takes the seven reasons by number and name, and revokes the token (S3-006, S3-034, S3-035)")
    func endsTheSession_forEveryReason() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            var bodies: [JSONValue] = [[:], ["LogoutReason": nil]]
            for reason in SecurityV2.LogoutReason.known {
                bodies.append(["LogoutReason": .number(JSONNumber(reason.rawValue))])
                bodies.append(["LogoutReason": .string(reason.name)])
            }
            #expect(bodies.count == 16)
            for body in bodies {
                let session = try await partner.loginAgain()
                let reply = try await session.logout(body)
                #expect(reply.status == 200 && reply.code == "000" && reply.text == "Success")
                #expect(try await session.logout(body).code == "100")
            }
        }
    }

    @Test("A reason out of range or of another type is refused, and the session goes on (S3-036)")
    func refusesAReason_whenItIsNone() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            for reason: JSONValue in [7, -1, "x", "", "1", true, [], [:], .number(JSONNumber(Int64.max))] {
                let reply = try await partner.logout(["LogoutReason": reason])
                #expect(reply.refuses("LogoutReason"), "\(reason)")
            }
            let half = try await partner.send("/security/logout", Array(#"{"LogoutReason":1.5}"#.utf8))
            #expect(half.refuses("LogoutReason"))
            #expect(try await partner.logout().code == "000")
        }
    }

    @Test("A token whose session ended before a snapshot, a restore or a reset stays ended; living ones go on")
    func keepsSessions_whenBooksAreExchanged() async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            let other = try await partner.loginAgain()
            let snapshot = try await partner.bank.call(.post, "/_sandbox/snapshots")
            let reference = try await partner.transfer(type: 1)
            #expect(try await other.logout().code == "000")
            #expect(
                try await partner.bank.call(.post, "/_sandbox/snapshots/\(snapshot.id)/restore").status == 204)
            #expect(try await other.logout().code == "100")
            #expect(try await partner.pending().isEmpty)
            #expect(try await partner.authorize(reference, ["CancelRequest": true]).code == "903")
            _ = try await partner.transfer(type: 1)
            #expect(try await partner.bank.call(.post, "/_sandbox/reset").status == 204)
            #expect(try await other.logout().code == "100")
            #expect(try await partner.pending().isEmpty)
        }
    }

    @Test("Sessions and the key of tokens outlive the process where the books lie in a folder")
    func keepsSessions_afterARestart() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        let token = try await RunningSandbox.with(settings) { try await Partner.login(at: $0).token }
        try await RunningSandbox.with(settings) { bank in
            let reply = try await bank.exchange(
                .post, "/security/ListSDKDevices", [("authorization", token)], Array(#"{"ConsumerID":1}"#.utf8))
            #expect(reply.code == "000")
        }
    }

    @Test("Banks of two users are two: neither sees the other's requests")
    func keepsUsersApart() async throws {
        try await RunningSandbox.with { bank in
            let (ada, bob) = (try await Partner.login(at: bank), try await Partner.login(at: bank, user: "partner02"))
            let reference = try await ada.transfer(type: 0)
            #expect(try await bob.pending().isEmpty)
            #expect(try await bob.authorize(reference, Partner.factors).code == "903")
            #expect(try await ada.authorize(reference, Partner.factors).code == "000")
        }
    }
}
