import Countersign
import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct JournalTests {
    @Test("The entry of a refused signature says what is wrong with it")
    func explainsARefusedSignature() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let phone = try await customer.bind()
            let change = try await customer.trigger()
            let text = try #require(try await change.authorize(phone)["string_to_sign"]?.stringValue)
            // Signed with a line end behind it, as `echo` does.
            let field = try phone.key.field(for: Challenge(text + "\n"))
            #expect(try await change.confirm(phone, field).status == 422)
            let list = try await bank.call(.get, "/_sandbox/journal?page%5Bsize%5D=1")
            let entry = try #require(list.json.arrayValue?.first)
            #expect(entry["operation"] == "confirmChangeRequest")
            #expect(entry["status"] == 422)
            #expect(entry["explainable"] == true)
            #expect(entry["explain"] == nil)
            let id = try #require(entry["id"]?.stringValue)
            let explained = try await bank.call(.get, "/_sandbox/journal/\(id)")
            let findings = try #require(explained["explain"]?.arrayValue)
            let key = phone.key.verifyingKey
            let expected = try Diagnosis(of: field, for: Challenge(text), under: key)
            #expect(findings.first?["code"] == .string(expected.code.description))
            #expect(findings.first?["station"] == "challenge")
            #expect(findings.first?["fix"] == .string(expected.fix))
            #expect(!expected.isValid && expected.code != .noMatch)
        }
    }

    @Test("The entry of a signature that came too late says so, and whether it would have been right (C5)")
    func saysThatTheTextHadExpired() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let phone = try await customer.bind()
            for isRight in [true, false] {
                let change = try await customer.trigger()
                let text = try #require(try await change.authorize(phone)["string_to_sign"]?.stringValue)
                let field = try phone.key.field(for: Challenge(isRight ? text : text + "\n"))
                #expect(try await bank.advance(["seconds": 300]).status == 200)
                let token = try await bank.freshToken()
                let body: JSONValue = ["device_id": .string(phone.id), "signature": .string(field)]
                let reply = try await bank.call(.post, change.path + "/confirm", body, token: token)
                #expect(reply.status == 422 && reply.error.code == .invalidSignature)
                let total = try #require(Int(try await bank.call(.get, "/_sandbox/journal").header("total") ?? ""))
                let entry = try await bank.call(.get, "/_sandbox/journal/\(total - 1)")
                #expect(entry["explainable"] == true)
                let findings = try #require(entry["explain"]?.arrayValue)
                #expect(findings.first?["code"] == "challenge_expired")
                #expect(findings.first?["found"]?.stringValue?.contains("2021-12-22T15:") == true)
                #expect(findings.count == (isRight ? 1 : 2))
                #expect(isRight || findings.last?["code"] == .string(Diagnosis.Code.textNewlineAdded.description))
            }
        }
    }

    @Test("The key of the other purpose is recognised")
    func recognisesAnotherKey_whenItHasSigned() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let (first, second) = (try await customer.bind("one"), try await customer.bind("two"))
            let change = try await customer.trigger()
            let text = try #require(try await change.authorize(first)["string_to_sign"]?.stringValue)
            #expect(try await change.confirm(first, try second.key.field(for: Challenge(text))).status == 422)
            let total = try #require(Int(try await bank.call(.get, "/_sandbox/journal").header("total") ?? ""))
            let explained = try await bank.call(.get, "/_sandbox/journal/\(total - 1)")
            #expect(explained["explain"]?.arrayValue?.first?["code"] == .string(Diagnosis.Code.keyOther.description))
        }
    }

    @Test("It holds the last calls with their bodies, and nothing of control or of other clients")
    func holdsTheLastCalls() async throws {
        var settings = SandboxSettings()
        settings.journalCapacity = 5
        try await RunningSandbox.with(settings) { bank in
            let other = try await bank.asClient("other")
            for number in 0..<12 {
                _ = try await bank.call(.post, "/v1/persons", ["number": .number(JSONNumber(number))])
                _ = try await bank.call(.get, "/_sandbox/clock")
            }
            let list = try await bank.call(.get, "/_sandbox/journal")
            #expect(list.header("total") == "5")
            let entries = try #require(list.json.arrayValue)
            #expect(entries.map { $0["id"]?.stringValue } == ["11", "10", "9", "8", "7"])
            #expect(entries.first?["request_body"] == #"{"number":11}"#)
            #expect(entries.first?["path"] == "/v1/persons")
            #expect(entries.first?["explainable"] == false)
            let page = try await bank.call(.get, "/_sandbox/journal?page%5Bsize%5D=2&page%5Bnumber%5D=3")
            #expect(page.json.arrayValue?.map { $0["id"]?.stringValue } == ["7"])
            #expect(try await bank.call(.get, "/_sandbox/journal/6").status == 404)
            #expect(try await bank.call(.get, "/_sandbox/journal/12").status == 404)
            #expect(try await bank.call(.get, "/_sandbox/journal/-1").status == 404)
            #expect(try await other.call(.get, "/_sandbox/journal").header("total") == "0")
        }
    }
}
