import CountersignAPI
import CountersignClient
import Testing

struct PollTests {
    /// A handler that shows these statuses one after the other, the last for ever.
    private static func showing(_ statuses: [String]) -> StubServer.Handler {
        let count = Counter()
        return { _ in [.changeRequest(statuses[min(count.next(), statuses.count) - 1])] }
    }

    @Test("reads every two seconds, unless told otherwise (S0-030)")
    func readsEveryTwoSeconds() async throws {
        try await StubServer.with(Self.showing(["AUTHORIZATION_REQUIRED", "CONFIRMATION_REQUIRED", "COMPLETED"])) {
            stub in
            let clock = ManualClock()
            let done = try await stub.client(clock: clock).pollUntilComplete("cr")
            #expect(done.status == .completed)
            #expect(clock.sleeps == [.seconds(2), .seconds(2)])
            #expect(stub.calls.map { "\($0.method) \($0.target)" }.allSatisfy { $0 == "GET /v1/change_requests/cr" })
        }
    }

    @Test("reads 15 times and no more, then ends with a timeout that is no HTTP error (S0-031, S0-034)")
    func readsFifteenTimes() async throws {
        try await StubServer.with({ _ in [.changeRequest("ACCEPTED")] }) { stub in
            let clock = ManualClock()
            let bank = try stub.client(clock: clock)
            let error = await failure { _ = try await bank.pollUntilComplete("cr") }
            #expect(error?.code == .pollTimedOut && error?.status == nil && error?.body == nil)
            #expect(error?.code != .timedOut)
            #expect(stub.calls.count == 15)
            #expect(clock.sleeps == Array(repeating: .seconds(2), count: 14))
        }
    }

    @Test("ends at COMPLETED, FAILED and EXPIRED and at nothing else, and returns what it read (S0-032, S0-035)")
    func endsAtTheTerminalStatuses() async throws {
        for status in ["COMPLETED", "FAILED", "EXPIRED"] {
            let open = ["AUTHORIZATION_REQUIRED", "CONFIRMATION_REQUIRED", "ACCEPTED", "completed", "SOMETHING_NEW"]
            try await StubServer.with(Self.showing(open + [status, "AUTHORIZATION_REQUIRED"])) { stub in
                let done = try await stub.client().pollUntilComplete("cr")
                #expect(done.status == ChangeRequestStatus(rawValue: status))
                #expect(stub.calls.count == open.count + 1)
            }
        }
    }

    @Test("takes another interval, number of attempts and set of statuses (S0-033)")
    func takesOptions() async throws {
        try await StubServer.with(Self.showing(["AUTHORIZATION_REQUIRED", "COMPLETED", "CONFIRMATION_REQUIRED"])) {
            stub in
            let clock = ManualClock()
            let done = try await stub.client(clock: clock).pollUntilComplete(
                "cr", interval: .milliseconds(10), maxAttempts: 3, terminalStatuses: [.confirmationRequired])
            #expect(done.status == .confirmationRequired)
            #expect(clock.sleeps == [.milliseconds(10), .milliseconds(10)])
        }
        try await StubServer.with({ _ in [.changeRequest("NEW")] }) { stub in
            let bank = try stub.client()
            let error = await failure {
                _ = try await bank.pollUntilComplete("cr", interval: .zero, maxAttempts: 3)
            }
            #expect(error?.code == .pollTimedOut)
            #expect(stub.calls.count == 3)
            #expect(
                try await bank.pollUntilComplete("cr", terminalStatuses: [.unknown("NEW")]).status == .unknown("NEW"))
        }
    }

    @Test func refusesToPoll_whenTheOptionsMakeNoSense() async throws {
        try await StubServer.with({ _ in [.changeRequest("NEW")] }) { stub in
            let bank = try stub.client()
            let none = await failure { _ = try await bank.pollUntilComplete("cr", maxAttempts: 0) }
            let negative = await failure { _ = try await bank.pollUntilComplete("cr", interval: .seconds(-1)) }
            #expect(none?.code == .invalidRequest && negative?.code == .invalidRequest)
            #expect(stub.calls.isEmpty)
        }
    }

    @Test func reportsWhatReadingThrows_andStops() async throws {
        try await StubServer.with({ _ in [.answer(404, ["code": "model_not_found"])] }) { stub in
            let error = await failure { _ = try await stub.client().pollUntilComplete("cr") }
            #expect(error?.code == .notFound && error?.bankCode == .modelNotFound)
            #expect(stub.calls.count == 1)
        }
    }

    @Test func ends_whenItsTaskIsCancelled() async throws {
        try await StubServer.with({ _ in [.changeRequest("ACCEPTED")] }) { stub in
            let bank = try stub.client { $0.clock = SystemClock() }
            let task = Task {
                await failure { _ = try await bank.pollUntilComplete("cr", interval: .seconds(3600)) }
            }
            while stub.calls.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            task.cancel()
            #expect(await task.value?.code == .cancelled)
        }
    }

    @Test("reads the status, also where the time beside it cannot be read")
    func readsTheStatus_whenItsTimeCannotBeRead() async throws {
        for time in ["yesterday", "2021-12-22", 1_640_185_533] as [JSONValue] {
            try await StubServer.with({ _ in [.ok(["id": "cr", "status": "COMPLETED", "updated_at": time])] }) { stub in
                let done = try await stub.client().pollUntilComplete("cr")
                #expect(done.status == .completed && done.updatedAt == nil)
            }
        }
    }
}
