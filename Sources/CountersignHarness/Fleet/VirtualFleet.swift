internal import Countersign
import CountersignDevice

/// Many phones at once against one backend: a load test, and a test whether the backend answers as it should.
///
/// ```swift
/// var plan = FleetPlan(devices: 100)
/// plan.mix = .everyFault
/// let report = try await VirtualFleet.run(plan, against: BankFleet(bank))
/// #expect(report.differing == 0)
/// ```
public struct VirtualFleet: Sendable {
    private let plan: FleetPlan
    private let backend: any FleetBackend
    private let phones: [VirtualDevice]
    private let kinds: [DeviceFault?]
    private let seats: [FleetSeat]

    /// Makes the phones, enrols them, and has them sign.
    ///
    /// - Parameter progress: told after each answer how many there were.
    /// - Throws: ``HarnessError`` `plan`; what enrolling throws; `CancellationError`. A call that fails later is in
    ///   the report.
    public static func run(
        _ plan: FleetPlan, against backend: some FleetBackend, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> FleetReport {
        try await VirtualFleet(plan, backend).drive(progress)
    }

    private init(_ plan: FleetPlan, _ backend: any FleetBackend) async throws {
        try plan.check()
        self.plan = plan
        self.backend = backend
        kinds = plan.mix.kinds(plan.devices)
        var phones: [VirtualDevice] = []
        phones.reserveCapacity(plan.devices)
        let name = try DeviceName("fleet")
        for kind in kinds {
            var record = DeviceRecord(name: name)
            // The bank knows both keys, so that the wrong one is wrong by its purpose alone.
            for purpose in kind == .wrongPurpose ? DeviceKeyPurpose.allCases : [.unrestricted] {
                try record.makeKey(purpose)
            }
            phones.append(VirtualDevice(record, journalCapacity: 0))
        }
        self.phones = phones
        seats = try await backend.enrol(phones)
        guard seats.count == phones.count else {
            throw HarnessError(.bank, "expected \(phones.count) enrolled phones, found \(seats.count)")
        }
        for (phone, kind) in zip(phones, kinds) { try await phone.update { $0.fault = kind } }
    }

    /// What came of one request.
    private struct Outcome: Sendable {
        let phone: Int
        let requestID: String
        let observed: ServerAnswer?
        let expected: ServerAnswer
        let reason: String?
        let latency: Duration?
    }

    private func drive(_ progress: @Sendable (Int) -> Void) async throws -> FleetReport {
        let route: SigningRequest.Route = plan.flow == .login ? .challenge : .changeRequest
        var report = FleetReport(devices: plan.devices, kinds: kinds, route: route)
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Outcome.self) { group in
            var done = 0
            func finishOne() async throws {
                guard let outcome = try await group.next() else { return }
                note(outcome, in: &report)
                done += 1
                progress(done)
            }
            for number in 0..<plan.requests {
                if number >= plan.concurrency { try await finishOne() }
                if let rate = plan.rate {
                    try await ContinuousClock().sleep(until: start + .seconds(Double(number) / rate))
                }
                let phone = number % phones.count
                group.addTask { try await answer(phone) }
            }
            while done < plan.requests { try await finishOne() }
        }
        report.elapsed = ContinuousClock.now - start
        report.latency.finish()
        return report
    }

    private func answer(_ phone: Int) async throws -> Outcome {
        let route: SigningRequest.Route = plan.flow == .login ? .challenge : .changeRequest
        var expected = kinds[phone]?.expected(on: route) ?? .accepted
        var requestID = ""
        do {
            let request = try await backend.request(of: seats[phone], plan.flow)
            requestID = request.id
            let answer = try await phones[phone].answer(
                SigningRequest(.init(request.text), route: request.route, purpose: .unrestricted))
            expected = answer.expected
            var observed = ServerAnswer.accepted
            let start = ContinuousClock.now
            for _ in 0..<answer.sendings {
                observed = try await backend.submit(answer.field, for: request, of: seats[phone])
            }
            return Outcome(
                phone: phone, requestID: requestID, observed: observed, expected: expected, reason: nil,
                latency: (ContinuousClock.now - start) / answer.sendings)
        } catch let error as CancellationError {
            throw error
        } catch {
            return Outcome(
                phone: phone, requestID: requestID, observed: nil, expected: expected, reason: "\(error)", latency: nil)
        }
    }

    private func note(_ outcome: Outcome, in report: inout FleetReport) {
        let fault = kinds[outcome.phone]
        let isDifferent = outcome.observed != outcome.expected
        if let place = report.kinds.firstIndex(where: { $0.fault == fault }) {
            report.kinds[place].answers += 1
            if isDifferent { report.kinds[place].differing += 1 }
        }
        if let latency = outcome.latency { report.latency.add(latency) }
        guard isDifferent else { return }
        report.differences.append(
            FleetReport.Difference(
                deviceID: seats[outcome.phone].deviceID, requestID: outcome.requestID, fault: fault,
                expected: outcome.expected, observed: outcome.observed, reason: outcome.reason))
    }
}
