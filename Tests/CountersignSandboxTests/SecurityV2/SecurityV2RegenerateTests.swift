import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): RegenerateSCA") struct SecurityV2RegenerateTests {
    private func withPartner(
        _ settings: SandboxSettings = .init(), _ body: @Sendable (Partner) async throws -> Void
    ) async throws {
        try await RunningSandbox.with(settings) { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            try await body(partner)
        }
    }

    @Test("Five calls count down 4 … 0; the sixth is 904 and blocks the user (S3-073, S3-074)")
    func countsDown_andBlocksAtTheSixth() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: otherPassword(than: password)).code == "905")
            for left in [4, 3, 2, 1, 0] {
                let reply = try await partner.regenerate(reference)
                #expect(reply.status == 200 && reply.code == "000")
                #expect(reply["SCARes"]?["RemainingResendCount"]?.intValue == left)
                // The tries are those of the reference number: a new password gives none back.
                #expect(reply["SCARes"]?["RemainingFailAttempt"] == 4)
            }
            let last = try await partner.bank.code(to: Partner.number)
            for _ in 0..<2 {
                let reply = try await partner.regenerate(reference)
                #expect(reply.status == 200 && reply.code == "904")
            }
            #expect(try await partner.authorize(reference, password: last).code == "904")
            #expect(try await partner.trigger().code == "901")
            try await partner.set(["blocked": false])
            #expect(try await partner.trigger(type: 0).code == "900")
            #expect(try await partner.regenerate(reference).code == "904")
        }
    }

    @Test("It needs a failed or expired attempt before it: else 908, or nothing with the lenient switch (S3-075)")
    func refuses_whenNothingHasFailed() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let early = try await partner.regenerate(reference)
            #expect(early.status == 200 && early.code == "908")
            #expect(early["SCARes"]?["RemainingResendCount"] == 5)
            // The first password lives on.
            #expect(try await partner.authorize(reference, password: password).code == "000")
            let (second, _) = try await partner.transferBySMS()
            partner.bank.clock.advance(by: .seconds(300))
            #expect(try await partner.authorize(second, ["SCAIdentification": "x"]).code == "903")
            let renewed = try await partner.regenerate(second)
            #expect(renewed.code == "000")
            #expect(renewed["SCARes"]?["ExpiryDateTime"] == "2021-12-22T15:15:33.634")
            let fresh = try await partner.bank.code(to: Partner.number)
            #expect(try await partner.authorize(second, password: fresh).code == "000")
        }
        var lenient = SandboxSettings()
        lenient.regeneratesLeniently = true
        try await withPartner(lenient) { partner in
            let reference = try await partner.transfer(type: 1)
            #expect(try await partner.regenerate(reference).code == "000")
        }
    }

    @Test("A push to a consumer without a device is 102 and spends no call; with a new device it is sent")
    func refusesAPush_whenTheDeviceIsGone() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            let rejected = try await partner.transfer(type: 2)
            #expect(try await phone.answer(rejected, approve: false).status == 204)
            let gone: JSONValue = ["ConsumerID": 21, "SDKDeviceReferenceID": .number(JSONNumber(phone.id))]
            #expect(try await partner.call("DeRegisterSDKDevice", gone).code == "000")
            for _ in 0..<6 {
                let reply = try await partner.regenerate(rejected, type: 2)
                #expect(reply.status == 200 && reply.code == "102")
            }
            #expect(try await partner.state(of: rejected) == "rejected")
            let next = try await partner.registerDevice()
            let reply = try await partner.regenerate(rejected, type: 2)
            #expect(reply.code == "000" && reply["SCARes"]?["RemainingResendCount"] == 4)
            #expect(try await next.answer(rejected).status == 204)
            #expect(try await partner.state(of: rejected) == "executed")
        }
    }

    @Test("The new password works, the old one is dead (S3-008, S3-076)")
    func replacesThePassword() async throws {
        try await withPartner { partner in
            let (reference, old) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: otherPassword(than: old)).code == "905")
            let reply = try await partner.regenerate(reference)
            #expect(reply.code == "000")
            #expect(reply.json.objectValue?.names.first == "SCARes")
            #expect(reply["SCARes"]?["SCAReferenceNumber"] == .string(reference))
            let new = try await partner.bank.code(to: Partner.number)
            #expect(new.utf8.count == 8)
            if new != old { #expect(try await partner.authorize(reference, password: old).code == "905") }
            #expect(try await partner.authorize(reference, password: new).code == "000")
            #expect(try await partner.regenerate(reference).code == "903")
        }
    }

    @Test("SCAType is required and is that of the pending request; others are refused (S3-072, S3-053)")
    func judgesTypes() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            var references: [String] = []
            for type in 0...2 { references.append(try await partner.transfer(type: type)) }
            let asked = JSONValue.string(references[0])
            #expect(try await partner.call("RegenerateSCA", ["SCAReferenceNumber": asked]).refuses("SCAType"))
            for type: JSONValue in [3, -1, "x", "", "1", true, .number(JSONNumber(Int64(1) << 40))] {
                let reply = try await partner.call("RegenerateSCA", ["SCAReferenceNumber": asked, "SCAType": type])
                #expect(reply.refuses("SCAType"), "\(type)")
            }
            for (type, reference) in references.enumerated() {
                for other in 0...2 where other != type {
                    #expect(try await partner.regenerate(reference, type: other).refuses("SCAType"))
                }
                #expect(try await partner.regenerate(reference, type: type).code == "908")
            }
            let named: JSONValue = ["SCAReferenceNumber": .string(references[1]), "SCAType": "OTP"]
            #expect(try await partner.call("RegenerateSCA", named).code == "908")
            partner.bank.clock.advance(by: .seconds(300))
            #expect(try await phone.pushes().json == [])
            for (type, reference) in references.enumerated() {
                let reply = try await partner.regenerate(reference, type: type)
                #expect(reply.code == "000" && reply["SCARes"]?["SCAType"]?.intValue == type)
            }
            #expect(try await phone.pushes().json.arrayValue?.count == 1)
        }
    }

    @Test("SCAReferenceNumber is required and has 36 characters; an unknown one is 903 (S3-053)")
    func judgesReferences() async throws {
        try await withPartner { partner in
            #expect(try await partner.call("RegenerateSCA", ["SCAType": 1]).refuses("SCAReferenceNumber"))
            for length in [0, 35, 37] {
                let reply = try await partner.regenerate(String(repeating: "x", count: length))
                #expect(reply.refuses("SCAReferenceNumber"), "\(length)")
            }
            for value: JSONValue in [1, true, []] {
                let reply = try await partner.call("RegenerateSCA", ["SCAReferenceNumber": value, "SCAType": 1])
                #expect(reply.refuses("SCAReferenceNumber"))
            }
            let unknown = try await partner.regenerate(String(repeating: "x", count: 36))
            #expect(unknown.status == 200 && unknown.code == "903")
            let cancelled = try await partner.transfer(type: 0)
            #expect(try await partner.authorize(cancelled, ["CancelRequest": true]).code == "000")
            #expect(try await partner.regenerate(cancelled, type: 0).code == "903")
        }
    }

    @Test("A password that cannot be sent is 902 and costs nothing; without a number it is 906")
    func keepsTheOldPassword_whenNoneCanBeSent() async throws {
        var settings = SandboxSettings()
        settings.smsPerHour = 1
        try await withPartner(settings) { partner in
            let (reference, password) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: otherPassword(than: password)).code == "905")
            let reply = try await partner.regenerate(reference)
            #expect(reply.status == 200 && reply.code == "902")
            let granted = try await partner.authorize(reference, password: password)
            #expect(granted.code == "000" && granted["SCARes"]?["RemainingResendCount"] == 5)
            #expect(try await partner.trigger(type: 1).code == "902")
            #expect(try await partner.trigger(consumer: 22, type: 1).code == "906")
            #expect(try await partner.pending().isEmpty)
        }
    }

    @Test("Magic numbers do here what they do in the other API; --otp static is 12345678")
    func obeysMagicNumbers() async throws {
        try await withPartner { partner in
            try await partner.set(["number": "+15550101"])
            let fixed = try await partner.transfer(type: 1)
            #expect(try await partner.authorize(fixed, password: "12345678").code == "000")
            try await partner.set(["number": "+491520555555"])
            #expect(try await partner.trigger(type: 1).code == "902")
            try await partner.set(["number": "+491520555002"])
            let stale = try await partner.transfer(type: 1)
            let code = try await partner.bank.code(to: "+491520555002")
            #expect(try await partner.authorize(stale, password: code).code == "903")
            try await partner.set(["number": "+491520555001"])
            _ = try await partner.transfer(type: 1)
            #expect(try await partner.bank.messages(to: "+491520555001").isEmpty)
        }
        var settings = SandboxSettings()
        settings.otpMode = .static
        try await withPartner(settings) { partner in
            let reference = try await partner.transfer(type: 1)
            #expect(try await partner.authorize(reference, password: "12345678").code == "000")
        }
    }

    @Test("Whoever guesses on over many requests is stopped for the day: 901")
    func stopsGuessing_overManyRequests() async throws {
        var settings = SandboxSettings()
        settings.wrongOTPsPerDay = 6
        try await withPartner(settings) { partner in
            for _ in 0..<2 {
                let (reference, password) = try await partner.transferBySMS()
                for _ in 0..<3 {
                    let wrong = otherPassword(than: password)
                    #expect(try await partner.authorize(reference, password: wrong).code == "905")
                }
            }
            let (reference, password) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: password).code == "901")
            partner.bank.clock.advance(by: .seconds(86_400))
            let again = try await partner.loginAgain()
            let (late, fresh) = try await again.transferBySMS()
            #expect(try await again.authorize(late, password: fresh).code == "000")
        }
    }
}
