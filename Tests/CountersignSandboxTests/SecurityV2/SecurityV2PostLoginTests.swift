import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): PostLoginDetails") struct SecurityV2PostLoginTests {
    private func withPartner(
        _ settings: SandboxSettings = .init(), _ body: @Sendable (Partner) async throws -> Void
    ) async throws {
        try await RunningSandbox.with(settings) { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            try await body(partner)
        }
    }

    @Test("Two factors of two categories are noted: SCARes and the envelope come back (S3-007, S3-071)")
    func notesTwoFactors() async throws {
        try await withPartner { partner in
            for body: JSONObject in [
                ["SCAOptionID1FA": 6, "SCAOptionID2FA": 2], ["SCAOptionID1FA": "Password", "SCAOptionID2FA": "Face"],
                ["SCAOptionID1FA": 6, "SCAOptionID2FA": 2, "DoSecondFactor": false],
                ["SCAOptionID1FA": "Device Binding", "SCAOptionID2FA": "mPIN", "DoSecondFactor": nil],
            ] {
                let reply = try await partner.postLogin(body)
                #expect(reply.status == 200 && reply.code == "000")
                #expect(reply.json.objectValue?.names.first == "SCARes")
                #expect(reply["SCARes"]?.objectValue != nil)
            }
            #expect(try await partner.pending().isEmpty)
            #expect(try await partner.bank.messages().isEmpty)
        }
    }

    @Test("SCAOptionID1FA is required; None is no factor (S3-064, S3-052)")
    func refuses_withoutTheFirstFactor() async throws {
        try await withPartner { partner in
            for body: JSONObject in [
                ["SCAOptionID2FA": 2], ["DoSecondFactor": true], ["SCAOptionID1FA": 0, "SCAOptionID2FA": 2],
                ["SCAOptionID1FA": "None", "DoSecondFactor": true], ["SCAOptionID1FA": nil, "SCAOptionID2FA": 2],
                ["SCAOptionID1FA": 10, "SCAOptionID2FA": 2], ["SCAOptionID1FA": "", "SCAOptionID2FA": 2],
            ] {
                let reply = try await partner.postLogin(body)
                #expect(reply.refuses("SCAOptionID1FA"), "\(body)")
            }
        }
    }

    @Test("SCAOptionID2FA is required unless DoSecondFactor is true, which is false unless set (S3-065, S3-067)")
    func refuses_withoutTheSecondFactor() async throws {
        try await withPartner { partner in
            for body: JSONObject in [
                ["SCAOptionID1FA": 6], ["SCAOptionID1FA": 6, "DoSecondFactor": false],
                ["SCAOptionID1FA": 6, "SCAOptionID2FA": 0], ["SCAOptionID1FA": 6, "SCAOptionID2FA": -1],
                ["SCAOptionID1FA": 6, "SCAOptionID2FA": "Fist"],
            ] {
                let reply = try await partner.postLogin(body)
                #expect(reply.refuses("SCAOptionID2FA"), "\(body)")
            }
            let asked = try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true])
            #expect(asked.code == "900")
        }
    }

    @Test("Both factors must not be of one category: 81 pairs, Password with mPIN (S3-054, S3-066)")
    func refusesAPair_ofOneCategory() async throws {
        try await withPartner { partner in
            var counts: [String: Int] = [:]
            for first in 1...9 {
                for second in 1...9 {
                    let reply = try await partner.postLogin([
                        "SCAOptionID1FA": .number(JSONNumber(first)), "SCAOptionID2FA": .number(JSONNumber(second)),
                    ])
                    if reply.code == "101" { #expect(reply.refuses("SCAOptionID2FA")) }
                    counts[reply.code, default: 0] += 1
                }
            }
            #expect(counts == ["000": 54, "101": 27])
            for (first, second) in [("Password", "mPIN"), ("Face", "Finger"), ("mPIN", "Password")] {
                let reply = try await partner.postLogin([
                    "SCAOptionID1FA": .string(first), "SCAOptionID2FA": .string(second),
                ])
                #expect(reply.refuses("SCAOptionID2FA"))
            }
            // The reference's sample.
            #expect(
                try await partner.postLogin(["SCAOptionID1FA": 1, "SCAOptionID2FA": 1, "DoSecondFactor": false])
                    .refuses("SCAOptionID2FA"))
        }
    }

    @Test("DoSecondFactor with a registered device asks the device and sends no SMS (S3-068)")
    func asksTheDevice_whereOneIsRegistered() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            let reply = try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true])
            #expect(reply.status == 200 && reply.code == "900")
            #expect(reply["SCARes"]?["SCAType"] == 2 && reply["SCARes"]?["Title"] == "Login")
            let reference = try #require(reply["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            #expect(try await partner.bank.messages().isEmpty)
            #expect(try await phone.pushes().json.arrayValue?.count == 1)
            #expect(try await phone.answer(reference).status == 204)
            #expect(try await partner.state(of: reference) == "executed")
        }
    }

    @Test("DoSecondFactor without a device sends the password by SMS (S3-069)")
    func sendsThePassword_bySMS() async throws {
        try await withPartner { partner in
            let reply = try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true])
            #expect(reply.code == "900" && reply["SCARes"]?["SCAType"] == 1 && reply["SCARes"]?["AuthorizeOn"] == "SMS")
            #expect(reply["SCARes"]?["SCAIdentification"] == "")
            let reference = try #require(reply["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            let password = try await partner.bank.code(to: Partner.number)
            // No answer holds it.
            #expect(!String(decoding: reply.bytes, as: UTF8.self).contains(password))
            #expect(try await partner.authorize(reference, password: password).code == "000")
            let nobody = try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true], consumer: 22)
            #expect(nobody.code == "906")
        }
    }

    @Test("DoSecondFactor answers the password, encrypted, where that was agreed on (S3-069)")
    func answersThePassword_whereThatWasAgreedOn() async throws {
        var settings = SandboxSettings()
        settings.v2OTPDelivery = .response
        try await withPartner(settings) { partner in
            // Nobody's number is needed.
            let reply = try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true], consumer: 22)
            #expect(reply.code == "900" && reply["SCARes"]?["AuthorizeOn"] == "Response")
            let field = try #require(reply["SCARes"]?["SCAIdentification"]?.stringValue)
            let password = try #require(partner.key.decrypt(field))
            #expect(password.wholeMatch(of: /[0-9]{8}/) != nil)
            #expect(try await partner.bank.messages().isEmpty)
            let reference = try #require(reply["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            // The field can be given back as it came.
            #expect(try await partner.authorize(reference, ["SCAIdentification": .string(field)]).code == "000")
            let triggered = try await partner.trigger(consumer: 22)
            let second = try #require(triggered["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            #expect(try await partner.authorize(second, ["SCAIdentification": "x"]).code == "905")
            let renewed = try await partner.regenerate(second)
            let fresh = try #require(renewed["SCARes"]?["SCAIdentification"]?.stringValue)
            #expect(try await partner.authorize(second, ["SCAIdentification": .string(fresh)]).code == "000")
            // A trigger by an OAuth client has no key to encrypt with.
            let path = "/_sandbox/security-v2/transfers"
            #expect(try await partner.bank.call(.post, path, ["consumer_id": 22]).status == 400)
        }
    }

    @Test("A blank DoSecondFactor is a validation error that names it, as JSON and as what is none (S3-070)")
    func refusesABlank() async throws {
        try await withPartner { partner in
            let head = #"{"ConsumerID":21,"SCAOptionID1FA":6,"SCAOptionID2FA":2,"ClientRequestReference":"x","#
            for text in [
                head + #""DoSecondFactor":""}"#, head + #""DoSecondFactor":}"#, head + #""DoSecondFactor" :  }"#,
                head + #""DoSecondFactor":, "CultureID":1}"#, head + "\"DoSecondFactor\":\n",
                head + #""DoSecondFactor":"true"}"#, head + #""DoSecondFactor":1}"#, head + #""DoSecondFactor":[]}"#,
            ] {
                let reply = try await partner.send("/security/PostLoginDetails", Array(text.utf8))
                #expect(reply.refuses("DoSecondFactor"), "\(text)")
            }
            // Another member that is blank is named as well; a colon in a text is none.
            let other = #"{"ClientRequestReference":"DoSecondFactor\":,","ConsumerID":}"#
            #expect(try await partner.send("/security/PostLoginDetails", Array(other.utf8)).refuses("ConsumerID"))
        }
    }

    @Test("A consumer whose login needs the bank's authentication is refused with 907 when the partner brings its own")
    func refusesOwnFactors_whereSCAIsNeeded() async throws {
        try await withPartner { partner in
            try await partner.set(["login_needs_sca": true])
            #expect(try await partner.postLogin(["SCAOptionID1FA": 6, "SCAOptionID2FA": 2]).code == "907")
            #expect(try await partner.postLogin(["SCAOptionID1FA": 6, "DoSecondFactor": true]).code == "900")
        }
    }
}
