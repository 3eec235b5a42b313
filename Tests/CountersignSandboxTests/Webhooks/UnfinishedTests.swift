import CountersignAPI
import GRDB
import Hummingbird
import Testing

@testable import CountersignSandbox

@Suite("Webhooks: what ends or fails while a call is under way") struct UnfinishedTests {
    @Test(
        "A subscription that ends while it is called is called no more, and the clock moves on past it",
        .timeLimit(.minutes(10)), arguments: [500, 410])
    func callsNoMore_whenTheSubscriptionEndsMeanwhile(status: Int) async throws {
        let (arrived, gate) = (Bell(), Bell())
        defer { gate.ring() }
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                _ = try await bank.call(.post, "/_sandbox/clock/freeze")
                let made = try await bank.subscribe(receiver, to: "PERSON_CHANGED")
                receiver.answer { _ in
                    arrived.ring()
                    await gate.wait(after: 0, upTo: .seconds(RunningSandbox.patience))
                    return Response(status: .init(code: status))
                }
                try await DeliveryTests.change(bank)
                try await DeliveryTests.change(bank)
                while arrived.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
                #expect(try await bank.call(.delete, "/v1/webhooks/\(made.id)").status == 204)
                gate.ring()
                #expect(try await bank.advance(["seconds": 432_000]).status == 200)
                #expect(receiver.calls.count == 2)
                let log = try await bank.call(.get, "/_sandbox/webhooks/deliveries").json.arrayValue ?? []
                #expect(log.map { $0["last_status"]?.intValue } == [status, status])
                #expect(log.allSatisfy { $0["next_attempt_at"] == nil })
            }
        }
    }

    @Test(
        "An attempt that the books do not take is no reason to call without end, and the clock moves on",
        .timeLimit(.minutes(10)))
    func callsWithPauses_whenTheBooksTakeNothing() async throws {
        try await Receiver.with { receiver in
            try await RunningSandbox.with { bank in
                #expect(try await bank.subscribe(receiver, to: "PERSON_CHANGED").status == 201)
                try await bank.books.database.write { db in
                    try db.execute(
                        sql: """
                            CREATE TRIGGER full_disk BEFORE UPDATE ON delivery BEGIN SELECT RAISE(FAIL, 'full'); END
                            """)
                }
                let start = ContinuousClock.now
                try await DeliveryTests.change(bank)
                #expect(try await bank.advance(["seconds": 60]).status == 200)
                try await Task.sleep(for: .seconds(1))
                let pauses = Int(start.duration(to: .now) / .seconds(5))
                #expect((1...(2 + pauses)).contains(receiver.calls.count))
                try await bank.books.database.write { try $0.execute(sql: "DROP TRIGGER full_disk") }
                while try await bank.books.read({ try $0.nextAttempt() }) != nil {
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }
}
