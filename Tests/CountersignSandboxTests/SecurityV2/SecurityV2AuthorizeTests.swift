import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): Authorize") struct SecurityV2AuthorizeTests {
    private func withPartner(_ body: @Sendable (Partner) async throws -> Void) async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            try await body(partner)
        }
    }

    @Test("SCAReferenceNumber is required and has 36 characters; an unknown one is 903 (S3-037)")
    func judgesReferences() async throws {
        try await withPartner { partner in
            for length in [0, 1, 35, 37, 10_000] {
                let reply = try await partner.authorize(String(repeating: "x", count: length))
                #expect(reply.refuses("SCAReferenceNumber"), "\(length)")
            }
            #expect(try await partner.call("Authorize", [:]).refuses("SCAReferenceNumber"))
            #expect(try await partner.call("Authorize", ["SCAReferenceNumber": 1]).refuses("SCAReferenceNumber"))
            let unknown = try await partner.authorize("5A376AF7-3AA1-4F63-8F44-B29CF6AC770A", Partner.factors)
            #expect(unknown.status == 200 && unknown.code == "903")
            #expect(unknown["ReferenceID"] == 0 && unknown["SCARes"] == [:])
            #expect(try await partner.authorize("' OR 1=1 -- ' OR 1=1 -- ' OR 1=1 -- ").code == "903")
        }
    }

    @Test("The encrypted password is enough (S3-039, S3-042, S3-044, S3-046, S3-049, S3-055)")
    func authorizes_withTheEncryptedPassword() async throws {
        try await withPartner { partner in
            let triggered = try await partner.trigger(type: 1)
            #expect(triggered.status == 200 && triggered.code == "900")
            let reference = try #require(triggered["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            #expect(reference.wholeMatch(of: /[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/) != nil)
            let password = try await partner.bank.code(to: Partner.number)
            #expect(password.wholeMatch(of: /[0-9]{8}/) != nil)
            #expect(try await partner.state(of: reference) == "pending")
            let reply = try await partner.authorize(reference, password: password)
            #expect(reply.status == 200 && reply.code == "000")
            // Names and types.
            #expect(reply.json.objectValue?.names.prefix(3) == ["ReferenceID", "SCAReferenceNumber", "SCARes"])
            #expect(reply["ReferenceID"]?.intValue ?? 0 > 0)
            #expect(reply["SCAReferenceNumber"] == .string(reference))
            #expect(reply["SCARes"]?.objectValue != nil)
            #expect(try await partner.state(of: reference) == "executed")
        }
    }

    @Test("SCARes says everything about the request, five minutes and five tries among it")
    func describesTheRequest() async throws {
        try await withPartner { partner in
            let reply = try await partner.trigger(type: 1)
            var state = try #require(reply["SCARes"]?.objectValue)
            #expect(state["SCAReferenceNumber"]?.stringValue?.utf8.count == 36)
            state["SCAReferenceNumber"] = "…"
            #expect(
                state == [
                    "SCAReferenceNumber": "…", "SCAType": 1, "AuthorizeOn": "SMS", "AdditionalData": "",
                    "ExpiryDateTime": "2021-12-22T15:10:33.634", "RemainingResendCount": 5, "RemainingFailAttempt": 5,
                    "SCAIdentification": "", "StartDateTime": "2021-12-22T15:05:33.634", "Title": "Transfer",
                ])
        }
    }

    @Test("Padding of SCAIdentification may stand or be missing (S3-043)")
    func takesTheField_withAndWithoutPadding() async throws {
        try await withPartner { partner in
            for padding in ["", "="] {
                let (reference, password) = try await partner.transferBySMS()
                let field = try partner.key.encrypt(password) + padding
                let reply = try await partner.authorize(reference, ["SCAIdentification": .string(field)])
                #expect(reply.code == "000")
            }
        }
    }

    @Test("Anything but this password under this key is 905 and costs a try (S3-042, S3-044)")
    func refusesAnythingElse() async throws {
        try await withPartner { partner in
            let other = try await partner.loginAgain()
            let (_, password) = try await partner.transferBySMS()
            let wrong = [
                password, try partner.key.encrypt(otherPassword(than: password)),
                try partner.key.encrypt(String(password.prefix(6))), try partner.key.encrypt(password + " "),
                try partner.key.encrypt(""), try other.key.encrypt(password),
                "Q4otSv8JSL4pIfHZY1ggjzT9OXxwvhK1TUvaLEwfLpE",
                "not base64!", "=", "AAAA", String(repeating: "A", count: 43), String(repeating: "A", count: 50),
            ]
            for field in wrong {
                // A fresh request each, so that its own tries are counted.
                let (reference, fresh) = try await partner.transferBySMS()
                guard field != fresh else { continue }
                let reply = try await partner.authorize(reference, ["SCAIdentification": .string(field)])
                #expect(reply.status == 200 && reply.code == "905", "\(field)")
                #expect(reply["SCARes"]?["RemainingFailAttempt"] == 4)
                #expect(reply["ReferenceID"] == 0)
            }
        }
    }

    @Test("SCAIdentification has 0 to 50 characters; more is malformed, none is missing, neither costs a try (S3-041)")
    func refusesTheField_whenItIsTooLongOrMissing() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            for field: JSONValue in [.string(String(repeating: "A", count: 51)), 12_345_678, "", nil, []] {
                let reply = try await partner.authorize(reference, ["SCAIdentification": field])
                #expect(reply.refuses("SCAIdentification"), "\(field)")
            }
            #expect(try await partner.authorize(reference).refuses("SCAIdentification"))
            let reply = try await partner.authorize(reference, password: password)
            #expect(reply.code == "000" && reply["SCARes"]?["RemainingFailAttempt"] == 5)
        }
    }

    @Test("Wrong passwords one to four are 905 with 4 … 1 left, the fifth and all later ones 904, and block the user")
    func blocks_atTheFifthWrongPassword() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let other = try await partner.transfer(type: 0)
            let wrong = otherPassword(than: password)
            for left in [4, 3, 2, 1] {
                let reply = try await partner.authorize(reference, password: wrong)
                #expect(reply.code == "905" && reply["SCARes"]?["RemainingFailAttempt"]?.intValue == left)
            }
            for attempt in [wrong, wrong, password] {
                let reply = try await partner.authorize(reference, password: attempt)
                #expect(reply.code == "904" && reply["SCARes"]?["RemainingFailAttempt"] == 0)
            }
            #expect(try await partner.state(of: reference) == "blocked")
            // 901 wherever the consumer would act.
            #expect(try await partner.authorize(other, Partner.factors).code == "901")
            #expect(try await partner.trigger().code == "901")
            #expect(try await partner.regenerate(other, type: 0).code == "901")
            #expect(try await partner.postLogin(["SCAOptionID1FA": 6, "SCAOptionID2FA": 2]).code == "901")
            #expect(try await partner.trigger(consumer: 22, type: 0).code == "900")
            // Until somebody unblocks; the request itself is gone for good.
            #expect(try await partner.set(["blocked": false])["blocked"] == false)
            #expect(try await partner.authorize(other, Partner.factors).code == "000")
            #expect(try await partner.authorize(reference, password: password).code == "904")
        }
    }

    @Test("A request and its password end after five minutes: 903")
    func refusesThePassword_whenItHasExpired() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let (late, latePassword) = try await partner.transferBySMS()
            partner.bank.clock.advance(by: .milliseconds(299_999))
            #expect(try await partner.authorize(reference, password: password).code == "000")
            partner.bank.clock.advance(by: .milliseconds(1))
            #expect(try await partner.authorize(late, password: latePassword).code == "903")
            #expect(try await partner.authorize(late, ["CancelRequest": true]).code == "903")
            #expect(try await partner.state(of: late) == "expired")
        }
    }

    @Test("Client-managed: two factors, no password, and a password changes nothing (S3-046, S3-047, S3-048)")
    func authorizes_withTwoFactors() async throws {
        try await withPartner { partner in
            try await partner.set(["management": "client"])
            let triggered = try await partner.trigger()
            #expect(triggered.code == "900" && triggered["SCARes"]?["SCAType"] == 0)
            #expect(triggered["SCARes"]?["AuthorizeOn"] == "Client")
            #expect(try await partner.bank.messages().isEmpty)
            let reference = try #require(triggered["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            let incomplete: [(JSONObject, String)] = [
                ([:], "FirstFactorSCAOptionType"),
                (["FirstFactorSCAOptionType": 6], "SecondFactorSCAOptionType"),
                (["SecondFactorSCAOptionType": 6], "FirstFactorSCAOptionType"),
                (["FirstFactorSCAOptionType": 0, "SecondFactorSCAOptionType": 6], "FirstFactorSCAOptionType"),
                (["FirstFactorSCAOptionType": 6, "SecondFactorSCAOptionType": 0], "SecondFactorSCAOptionType"),
                (["FirstFactorSCAOptionType": "None", "SecondFactorSCAOptionType": 6], "FirstFactorSCAOptionType"),
            ]
            for (members, missing) in incomplete {
                #expect(try await partner.authorize(reference, members).refuses(missing), "\(members)")
            }
            #expect(try await partner.state(of: reference) == "pending")
            #expect(try await partner.authorize(reference, Partner.factors).code == "000")
            #expect(try await partner.state(of: reference) == "executed")
        }
    }

    @Test("All 81 pairs of factors: 54 of two categories are taken, 27 are refused (S3-050, S3-051, S3-052, S3-054)")
    func takesAPair_whenItsCategoriesDiffer() async throws {
        try await withPartner { partner in
            let category = [1: "p", 4: "p", 8: "p", 2: "i", 3: "i", 9: "i", 5: "k", 6: "k", 7: "k"]
            var (taken, refused) = (0, 0)
            var reference = try await partner.transfer(type: 0)
            for first in 1...9 {
                for second in 1...9 {
                    let names = (first + second) % 2 == 0
                    func value(_ number: Int) -> JSONValue {
                        names ? .string(SecurityV2.SCAOption(rawValue: number).name) : .number(JSONNumber(number))
                    }
                    let reply = try await partner.authorize(
                        reference,
                        ["FirstFactorSCAOptionType": value(first), "SecondFactorSCAOptionType": value(second)])
                    if category[first] == category[second] {
                        #expect(reply.refuses("SecondFactorSCAOptionType"), "\(first) \(second)")
                        refused += 1
                    } else {
                        #expect(reply.code == "000", "\(first) \(second)")
                        taken += 1
                        reference = try await partner.transfer(type: 0)
                    }
                }
            }
            #expect(taken == 54 && refused == 27)
            for strange: JSONValue in [10, -1, "face", "", "11", true] {
                let members: JSONObject = ["FirstFactorSCAOptionType": strange, "SecondFactorSCAOptionType": 6]
                #expect(try await partner.authorize(reference, members).refuses("FirstFactorSCAOptionType"))
            }
        }
    }

    @Test("The reference's own sample has two factors of one category and is refused for it (S3-056)")
    func refusesTheSample() async throws {
        try await withPartner { partner in
            let sample: JSONValue = [
                "SCAReferenceNumber": "5A376AF7-3AA1-4F63-8F44-B29CF6AC770A", "CancelRequest": false,
                "SCAIdentification": "Q4otSv8JSL4pIfHZY1ggjzT9OXxwvhK1TUvaLEwfLpE", "FirstFactorSCAOptionType": 1,
                "SecondFactorSCAOptionType": 1, "ClientRequestReference": "[ReferenceExample]", "CultureID": 1,
            ]
            let reply = try await partner.call("Authorize", sample)
            #expect(reply.refuses("SecondFactorSCAOptionType"))
            #expect(reply["ClientRequestReference"] == "[ReferenceExample]")
        }
    }

    @Test("CancelRequest is false unless set, a boolean and nothing else (S3-038)")
    func judgesCancelRequest() async throws {
        try await withPartner { partner in
            let reference = try await partner.transfer(type: 0)
            for value: JSONValue in ["", "yes", "true", 1, 0, []] {
                let members: JSONObject = ["CancelRequest": value]
                let reply = try await partner.authorize(reference, members.merging(Partner.factors))
                #expect(reply.refuses("CancelRequest"), "\(value)")
            }
            let blank = #"{"SCAReferenceNumber":"\#(reference)","CancelRequest": }"#
            #expect(try await partner.send("/security/Authorize", Array(blank.utf8)).refuses("CancelRequest"))
            #expect(try await partner.authorize(reference, Partner.factors).code == "000")
            let second = try await partner.transfer(type: 0)
            let members: JSONObject = ["CancelRequest": false]
            #expect(try await partner.authorize(second, members.merging(Partner.factors)).code == "000")
        }
    }

    @Test("CancelRequest true gives the request up without factors or password; nothing is executed (S3-040, S3-048)")
    func cancels() async throws {
        try await withPartner { partner in
            try await partner.registerDevice()
            for type in [0, 1, 2] {
                let reference = try await partner.transfer(type: type)
                let reply = try await partner.authorize(reference, ["CancelRequest": true])
                #expect(reply.code == "000" && reply["ReferenceID"]?.intValue ?? 0 > 0)
                #expect(try await partner.state(of: reference) == "cancelled")
                let members: JSONObject = ["SCAIdentification": "x"]
                #expect(try await partner.authorize(reference, members.merging(Partner.factors)).code == "903")
                #expect(try await partner.authorize(reference, ["CancelRequest": true]).code == "903")
                #expect(try await partner.state(of: reference) == "cancelled")
            }
        }
    }

    @Test("A reference number authorizes once (S3-057)")
    func authorizesOnce() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: password).code == "000")
            for _ in 0..<3 { #expect(try await partner.authorize(reference, password: password).code == "903") }
            let own = try await partner.transfer(type: 0)
            #expect(try await partner.authorize(own, Partner.factors).code == "000")
            #expect(try await partner.authorize(own, Partner.factors).code == "903")
            // Nor does the password authorize another request.
            let (second, fresh) = try await partner.transferBySMS()
            if fresh != password { #expect(try await partner.authorize(second, password: password).code == "905") }
        }
    }

    @Test("E-commerce: the webhook's TransactionID is the reference number; its SecurityHash fits (S3-045)")
    func authorizesAPurchase() async throws {
        try await Receiver.with { receiver in
            try await withPartner { partner in
                let subscribed = try await partner.bank.subscribe(receiver, to: "SECURITY_V2_3DS")
                let secret = try #require(subscribed["secret"]?.stringValue)
                let bought = try await partner.bank.call(
                    .post, "/_sandbox/security-v2/purchases",
                    ["consumer_id": 21, "amount": "12.50", "currency": "GBP", "merchant": "Tea & Co"])
                #expect(bought.status == 201)
                try await partner.bank.settle()
                let calls = receiver.calls
                #expect(calls.count == 1)
                let payload = try WireJSON.decode(
                    SecurityV2.PurchasePayload.self, from: try #require(calls.first).body)
                #expect(payload.transactionID == bought["TransactionID"]?.stringValue)
                #expect(payload.amount == "12.50" && payload.merchantName == "Tea & Co" && payload.consumerID == 21)
                #expect(try payload.hashed(key: secret) == payload)
                #expect(try payload.hashed(key: secret + "x") != payload)
                #expect(calls.first?[.entityID] == payload.transactionID)
                #expect(try await partner.pending().first?["Title"] == "Purchase")
                #expect(try await partner.authorize(payload.transactionID, Partner.factors).code == "000")
                #expect(try await partner.state(of: payload.transactionID) == "executed")
            }
        }
    }
}
