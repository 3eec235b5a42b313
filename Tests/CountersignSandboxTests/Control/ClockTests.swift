import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ClockTests {
    @Test("The clock is read, stopped, moved on and set going")
    func movesTheClock() async throws {
        try await RunningSandbox.with { bank in
            let shown = try await bank.call(.get, "/_sandbox/clock")
            #expect(shown["now"] == "2021-12-22T15:05:33.634+00:00")
            #expect(shown["frozen"] == false)
            #expect(try await bank.call(.post, "/_sandbox/clock/freeze")["frozen"] == true)
            #expect(try await bank.advance(["seconds": 60])["now"] == "2021-12-22T15:06:33.634+00:00")
            #expect(try await bank.advance(["milliseconds": 366])["now"] == "2021-12-22T15:06:34.000+00:00")
            #expect(try await bank.advance(["to": "2021-12-22T16:00:00Z"])["now"] == "2021-12-22T16:00:00.000+00:00")
            // While it stands, the machine's time does not move it.
            bank.clock.advance(by: .seconds(10))
            #expect(try await bank.call(.get, "/_sandbox/clock")["now"] == "2021-12-22T16:00:00.000+00:00")
            #expect(try await bank.call(.post, "/_sandbox/clock/resume")["frozen"] == false)
            bank.clock.advance(by: .seconds(10))
            #expect(try await bank.call(.get, "/_sandbox/clock")["now"] == "2021-12-22T16:00:10.000+00:00")
        }
    }

    private static let wrongJumps: [JSONObject] = [
        [:], ["seconds": 1, "milliseconds": 1], ["seconds": -1], ["milliseconds": -1],
        ["to": "2021-12-22T15:05:33.633Z"], ["seconds": .number(JSONNumber(Int.max))],
        ["seconds": 315_360_001], ["seconds": "1"], ["to": "tomorrow"], ["to": "9999-12-31T23:59:59Z"],
    ]

    @Test("The clock never goes back, and no number upsets it")
    func refusesAJump_whenItMakesNoSense() async throws {
        try await RunningSandbox.with { bank in
            for body in Self.wrongJumps {
                let reply = try await bank.advance(body)
                #expect(reply.status == 400, "\(body)")
            }
            #expect(try await bank.call(.get, "/_sandbox/clock")["now"] == "2021-12-22T15:05:33.634+00:00")
        }
    }

    @Test("Each client has a clock of its own; a token that it made old still drives the sandbox")
    func keepsClocksApart_whenClientsDiffer() async throws {
        try await RunningSandbox.with { bank in
            let other = try await bank.asClient("other")
            #expect(try await bank.advance(["seconds": 3600]).status == 200)
            #expect(try await other.call(.get, "/_sandbox/clock")["now"] == "2021-12-22T15:05:33.634+00:00")
            #expect(try await bank.call(.get, "/v1/persons/x").error.code == .invalidToken)
            #expect(try await bank.call(.get, "/_sandbox/clock").status == 200)
            let unused = try await bank.freshToken()
            #expect(try await bank.call(.get, "/v1/persons/x", token: unused).status == 404)
            #expect(try await bank.advance(["seconds": 3600]).status == 200)
            _ = try await bank.freshToken()
            #expect(try await bank.call(.get, "/_sandbox/clock", token: unused).status == 200)
            #expect(try await bank.call(.get, "/_sandbox/clock").status == 200)
            #expect(try await other.call(.get, "/v1/persons/x").status == 404)
        }
    }

    @Test("A started process goes on at the clock's time: what has expired stays so, a frozen clock stands (C5)")
    func keepsItsTime_whenTheProcessStartsAgain() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        let (person, request, code) = try await RunningSandbox.with(settings) { bank in
            let customer = try await Customer.create(at: bank)
            let change = try await customer.rename(to: "Grace")
            #expect(try await change.authorize("mobile_number", customer).status == 201)
            let shot = try await bank.call(.post, "/_sandbox/snapshots")
            #expect(try await bank.advance(["seconds": 301]).status == 200)
            // The clock is no part of what a snapshot brings back.
            #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
            #expect(try await change.status == "EXPIRED")
            return (customer.id, change.id, try await bank.code(to: customer.number))
        }
        try await RunningSandbox.with(settings) { bank in
            try await bank.expectClock("2021-12-22T15:10:34.634+00:00", frozen: false)
            let (change, customer) = (
                ChangeRequestCalls(bank: bank, id: request), Customer(bank: bank, id: person)
            )
            #expect(try await change.status == "EXPIRED")
            #expect(try await change.confirm(customer, code).error.code == .invalidTAN)
            #expect(try await customer.firstName == "Ada")
            #expect(try await bank.call(.post, "/_sandbox/clock/freeze").status == 200)
        }
        try await RunningSandbox.with(settings) { bank in
            try await bank.expectClock("2021-12-22T15:10:34.634+00:00", frozen: true)
            #expect(try await bank.advance(["seconds": 60]).status == 200)
            #expect(try await bank.call(.post, "/_sandbox/reset").status == 204)
        }
        try await RunningSandbox.with(settings) { bank in
            try await bank.expectClock("2021-12-22T15:11:34.634+00:00", frozen: true)
            #expect(try await bank.call(.post, "/_sandbox/clock/resume").status == 200)
        }
        try await RunningSandbox.with(settings) { bank in
            try await bank.expectClock("2021-12-22T15:11:34.634+00:00", frozen: false)
        }
    }

    @Test("What expires has expired when advancing answers: 1 ms before not, at the limit yes (C5)")
    func expiresAChangeRequest_whenTheClockReachesItsEnd() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let change = try await customer.rename(to: "Grace")
            #expect(try await change.authorize("mobile_number", customer).status == 201)
            let code = try await bank.code(to: customer.number)
            #expect(try await bank.advance(["milliseconds": 299_999]).status == 200)
            #expect(try await change.status == "CONFIRMATION_REQUIRED")
            #expect(try await bank.advance(["milliseconds": 1]).status == 200)
            #expect(try await change.status == "EXPIRED")
            #expect(try await change.confirm(customer, code).error.code == .invalidTAN)
            #expect(try await customer.firstName == "Ada")
        }
    }
}

extension RunningSandbox {
    fileprivate func expectClock(_ now: JSONValue, frozen: JSONValue) async throws {
        let shown = try await call(.get, "/_sandbox/clock")
        #expect(shown["now"] == now && shown["frozen"] == frozen)
    }
}
