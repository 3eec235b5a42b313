import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct OutboxTests {
    @Test("The outbox shows each message with its code; waiting gives the newest")
    func showsTheMessages() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let list = try await bank.call(.get, "/_sandbox/sms?to=%2B491512345678").json.arrayValue
            let message = try #require(list?.first?.objectValue)
            #expect(message.names == ["id", "to", "language", "template", "text", "otp", "sent_at"])
            #expect(message["to"] == "+491512345678")
            #expect(message["template"] == "verify_mobile_number")
            // A plus sign that was not escaped, and spaces, are the same number.
            let first = try await bank.call(.get, "/_sandbox/sms/wait?to=+49%20151%202345678")
            #expect(first.json == .object(message))
            let change = try await customer.trigger()
            #expect(try await change.authorize("mobile_number", customer).status == 201)
            let after = try await bank.call(.get, "/_sandbox/sms/wait?to=%2B491512345678&after=\(first.id)")
            #expect(after["template"] == "data_change")
            #expect(try await bank.call(.get, "/_sandbox/sms").json.arrayValue?.count == 2)
            #expect(try await bank.call(.get, "/_sandbox/sms?after=\(after.id)").json == [])
            #expect(try await bank.call(.get, "/_sandbox/sms?to=%2B4917").json == [])
        }
    }

    @Test("Waiting ends when the message arrives")
    func wakes_whenAMessageArrives() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let change = try await customer.trigger()
            let last = try #require(try await bank.messages().last).id
            async let waited = bank.call(.get, "/_sandbox/sms/wait?after=\(last)&timeout=60")
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await change.authorize("mobile_number", customer).status == 201)
            #expect(try await waited["template"] == "data_change")
        }
    }

    @Test("A message that takes 30 seconds arrives when the clock has come there")
    func wakes_whenTheClockBringsTheMessage() async throws {
        try await RunningSandbox.with { bank in
            let person = try await bank.call(.post, "/v1/persons", [:]).id
            let path = "/v1/persons/\(person)/mobile_number"
            let number: JSONValue = ["number": "+491520555003"]
            #expect(try await bank.call(.post, path, number).status == 201)
            #expect(try await bank.call(.post, path + "/authorize", number).status == 201)
            #expect(try await bank.advance(["milliseconds": 29_999]).status == 200)
            #expect(try await bank.call(.get, "/_sandbox/sms/wait?timeout=0").status == 404)
            async let waited = bank.call(.get, "/_sandbox/sms/wait?timeout=60")
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await bank.advance(["milliseconds": 1]).status == 200)
            #expect(try await waited.status == 200)
        }
    }

    @Test("A message that is lost never comes, and waiting for it ends")
    func answers404_whenNothingArrives() async throws {
        try await RunningSandbox.with { bank in
            let person = try await bank.call(.post, "/v1/persons", [:]).id
            let path = "/v1/persons/\(person)/mobile_number"
            let number: JSONValue = ["number": "+491520555001"]
            #expect(try await bank.call(.post, path, number).status == 201)
            #expect(try await bank.call(.post, path + "/authorize", number).status == 201)
            #expect(try await bank.advance(["seconds": 3600]).status == 200)
            let waited = try await bank.call(.get, "/_sandbox/sms/wait?timeout=0")
            #expect(waited.error.code == .notFound)
            for query in ["timeout=61", "timeout=-1", "timeout=x", "to=abc", "to=", "after=x"] {
                let reply = try await bank.call(.get, "/_sandbox/sms/wait?\(query)")
                #expect([400, 404].contains(reply.status), "\(query)")
            }
        }
    }

    @Test("Without test control nothing below /_sandbox/ is served")
    func servesNothing_whenControlIsOff() async throws {
        var settings = SandboxSettings()
        settings.servesControl = false
        try await RunningSandbox.with(settings) { bank in
            for endpoint in Endpoint.control {
                let path = try endpoint.path(endpoint.parameters.map { _ in "x" })
                #expect(try await bank.call(endpoint.method, path, [:]).status == 404, "\(endpoint.name)")
            }
            #expect(Endpoint.control.count > 20)
        }
    }
}
