import CountersignAPI
import CountersignClient

/// A client's clock whose pauses pass on the sandbox's clock, and at once.
struct BankTime: ClientClock {
    let bank: BankClient

    var now: Duration { .zero }

    func sleep(for duration: Duration) async throws {
        _ = try await bank.sandbox.advanceClock(AdvanceClock(seconds: Int(duration.components.seconds)))
    }
}
