import CountersignAPI
import CountersignService

/// The clock of the bank. Every client has its own.
struct ClockRoutes {
    let travel: TimeTravel

    func register(on bank: BankRouter) {
        bank.on(.readClock) { try $0.answer($0.namespace.shownClock) }
        bank.on(.freezeClock) { call in
            try await call.namespace.freezeClock()
            return try call.answer(call.namespace.shownClock)
        }
        bank.on(.resumeClock) { call in
            try await call.namespace.resumeClock()
            return try call.answer(call.namespace.shownClock)
        }
        bank.on(.advanceClock) { [travel] call in
            let namespace = call.namespace
            let distance = try TimeTravel.distance(try call.body(AdvanceClock.self), from: namespace.now)
            try await travel.advance(namespace, byMilliseconds: distance)
            return try call.answer(namespace.shownClock)
        }
    }
}

extension Namespace {
    fileprivate var shownClock: SandboxClock { SandboxClock(now: now, frozen: clock.isFrozen) }
}
