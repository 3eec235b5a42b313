import CountersignAPI
import CountersignClient
import CountersignDevice
import CountersignHarness
import CountersignSandbox
import Synchronization
import Testing

struct FleetFlowTests {
    @Test(
        "A fleet of every kind, against the sandbox or a bank of documented calls only: no answer differs (CARD-021)",
        arguments: [true, false])
    func differsNowhere(servesControl: Bool) async throws {
        var settings = SandboxSettings()
        settings.servesControl = servesControl
        try await TestBank.run(settings) { bank in
            for flow in FleetFlow.allCases {
                var plan = FleetPlan(devices: 44, requests: 88)
                plan.mix = .everyFault
                plan.flow = flow
                let report = try await VirtualFleet.run(plan, against: BankFleet(bank.bank))
                #expect(report.differing == 0, "\(report.differences)")
                #expect(report.requests == 88)
                #expect(report.kinds.count == DeviceFault.allCases.count + 1)
                #expect(report.kinds.first { $0.fault == nil }?.answers == 44)
                for kind in report.kinds where kind.fault != nil { #expect(kind.answers == 4) }
                #expect(report.latency.count == 88)
                let percentiles = [50, 90, 99, 100].map { report.latency.percentile($0) ?? 0 }
                #expect(percentiles == percentiles.sorted() && percentiles[0] > 0)
            }
        }
    }

    @Test("A bank of documented calls that refuses a person ends the run with its refusal")
    func reportsTheRefusal_whenAPersonCannotBeMade() async throws {
        var settings = SandboxSettings()
        settings.servesControl = false
        settings.bodyLimit = 2000
        try await TestBank.run(settings) { bank in
            let long = PersonAttributes(["first_name": .string(String(repeating: "a", count: 2000))])
            let error = await #expect(throws: ClientError.self) {
                try await VirtualFleet.run(FleetPlan(devices: 1), against: BankFleet(bank.bank, person: long))
            }
            #expect(error?.operation == "createPerson" && error?.status == 413)
        }
    }

    /// A server that is wrong in one way.
    struct LenientBank: FleetBackend {
        let bank: BankFleet
        let calls = Counter()

        func enrol(_ phones: [VirtualDevice]) async throws -> [FleetSeat] { try await bank.enrol(phones) }
        func request(of seat: FleetSeat, _ flow: FleetFlow) async throws -> FleetRequest {
            try await bank.request(of: seat, flow)
        }
        func submit(_ field: String, for request: FleetRequest, of seat: FleetSeat) async throws -> ServerAnswer {
            struct Lost: Error {}
            if calls.next() == 1 { throw Lost() }
            let answer = try await bank.submit(field, for: request, of: seat)
            return answer == .refused(status: 422, code: "invalid_signature") ? .accepted : answer
        }

        final class Counter: Sendable {
            private let number = Mutex(0)
            func next() -> Int {
                number.withLock { number in
                    number += 1
                    return number
                }
            }
        }
    }

    @Test("A server that takes wrong signatures, or does not answer, is found out")
    func reportsWhatDiffers() async throws {
        try await TestBank.run { bank in
            var plan = FleetPlan(devices: 6)
            plan.mix = try FleetMix("honest=1,wrong-key=1")
            plan.concurrency = 1
            let report = try await VirtualFleet.run(plan, against: LenientBank(bank: BankFleet(bank.bank)))
            #expect(report.differing == 4)
            #expect(report.kinds.map(\.differing).sorted() == [1, 3])
            #expect(report.differences.filter { $0.observed == nil }.count == 1)
            #expect(report.differences.filter { $0.observed == .accepted && $0.fault == .wrongKey }.count == 3)
        }
    }

    /// A bank that is down once it knows the phones.
    struct DeadBank: FleetBackend {
        func enrol(_ phones: [VirtualDevice]) async throws -> [FleetSeat] {
            phones.indices.map { FleetSeat(personID: "p\($0)", deviceID: "d\($0)") }
        }
        func request(of seat: FleetSeat, _ flow: FleetFlow) async throws -> FleetRequest {
            FleetRequest(id: seat.deviceID, text: "x", route: .changeRequest)
        }
        func submit(_ field: String, for request: FleetRequest, of seat: FleetSeat) async throws -> ServerAnswer {
            .refused(status: 503, code: "down")
        }
    }

    @Test("However many answers differ, the report has every one")
    func reportsEveryDifference() async throws {
        let report = try await VirtualFleet.run(FleetPlan(devices: 300), against: DeadBank())
        #expect(report.differing == 300)
        #expect(Set(report.differences.map(\.deviceID)) == Set((0..<300).map { "d\($0)" }))
    }

    @Test("A rate is kept to")
    func keepsToTheRate() async throws {
        try await TestBank.run { bank in
            var plan = FleetPlan(devices: 4, requests: 10)
            plan.rate = 50
            let report = try await VirtualFleet.run(plan, against: BankFleet(bank.bank))
            #expect(report.elapsed >= .milliseconds(180))
        }
    }

    @Test("A mix is read and written, and has exactly its parts")
    func readsMixes() throws {
        #expect(try FleetMix("honest=3,replay=1").description == "honest=3,replay=1")
        #expect(try FleetMix("all") == .everyFault)
        for text in ["", "honest", "honest="] where text != "honest" {
            #expect(throws: HarnessError.self) { try FleetMix(text) }
        }
        for text in ["x=1", "honest=0", "honest=-1", "honest=1,honest=2", "honest=1,", "replay=1=2", "replay=+1"] {
            #expect(throws: HarnessError.self) { try FleetMix(text) }
        }
    }

    @Test("A plan that cannot be carried out is refused")
    func refusesImpossiblePlans() async throws {
        try await TestBank.run { bank in
            for (devices, requests, concurrency, rate) in [
                (0, 1, 1, nil), (1, 0, 1, nil), (1, 1, 0, nil), (1, 1, 1, 0.0), (1, 1, 1, -1.0), (1, 1, 1, Double.nan),
                (1, 1, 1, Double.infinity),
            ] as [(Int, Int, Int, Double?)] {
                var plan = FleetPlan(devices: devices, requests: requests)
                (plan.concurrency, plan.rate) = (concurrency, rate)
                await #expect(throws: HarnessError.self) {
                    try await VirtualFleet.run(plan, against: BankFleet(bank.bank))
                }
            }
        }
    }
}
