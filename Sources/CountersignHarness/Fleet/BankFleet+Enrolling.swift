internal import Countersign
internal import CountersignAPI
internal import CountersignClient
public import CountersignDevice

extension BankFleet {
    /// Seeds the phones, a thousand in one call, where the bank is a sandbox; where the path of the seed is answered
    /// with 401, 403, 404, 405, 410, 501 or a redirect, binds each as an app's backend does it.
    ///
    /// - Throws: `ClientError`; ``HarnessError`` `bank` where an answer lacks what the next call needs.
    public func enrol(_ phones: [VirtualDevice]) async throws -> [FleetSeat] {
        do {
            return try await seed(phones)
        } catch let error as ClientError where Self.isUnserved(error.status) {
            return try await bind(phones)
        }
    }

    /// Whether a bank, or a gateway before it, answers so to a path that it does not serve. A gateway that asks for
    /// other credentials there does not serve it either; where all are wrong, the first documented call says so. A 400
    /// is a sandbox that has read the seed.
    private static func isUnserved(_ status: Int?) -> Bool {
        guard let status else { return false }
        return [401, 403, 404, 405, 410, 501].contains(status) || (300...399).contains(status)
    }

    /// Phones in one call of the seed: well below the sandbox's limit for a body.
    private static let seedBatch = 1000
    /// Phones that are being bound at once: well below the 255 calls at once that the bank allows a partner.
    private static let bindBatch = 16

    private func seed(_ phones: [VirtualDevice]) async throws -> [FleetSeat] {
        var seats: [FleetSeat] = []
        for start in stride(from: 0, to: phones.count, by: Self.seedBatch) {
            var persons: [SeedPerson] = []
            for phone in phones[start..<min(start + Self.seedBatch, phones.count)] {
                let keys = await phone.record.keys.map {
                    SeedDevice.Key(key: $0.verifyingKey.hexPoint, keyPurpose: $0.purpose.onTheWire)
                }
                persons.append(
                    SeedPerson(
                        attributes: Self.newAddress(PersonAttributes()),
                        devices: [SeedDevice(name: "fleet", keys: keys)]))
            }
            for person in try await bank.sandbox.seed(SeedBooks(persons: persons)).persons {
                guard let device = person.devices.first else {
                    throw HarnessError(.bank, "expected a device for each seeded person")
                }
                seats.append(FleetSeat(personID: person.id.text, deviceID: device.text))
            }
        }
        return seats
    }

    private func bind(_ phones: [VirtualDevice]) async throws -> [FleetSeat] {
        var seats: [Int: FleetSeat] = [:]
        for start in stride(from: 0, to: phones.count, by: Self.bindBatch) {
            try await withThrowingTaskGroup(of: (Int, FleetSeat).self) { group in
                for place in start..<min(start + Self.bindBatch, phones.count) {
                    group.addTask { (place, try await bind(phones[place])) }
                }
                for try await (place, seat) in group { seats[place] = seat }
            }
        }
        return phones.indices.compactMap { seats[$0] }
    }

    /// Binds a phone by an activation code: the bank gives it to the partner, who sends it to the customer. An OTP it
    /// sends to the customer itself, and no more than sixty an hour.
    private func bind(_ phone: VirtualDevice) async throws -> FleetSeat {
        let person = try await bank.createPerson(Self.newAddress(person)).id
        let order = CreateActivationChallenge(personID: person, origin: .mobileApp)
        guard let code = try await bank.createActivationChallenge(order).code else {
            throw HarnessError(.bank, "expected the code in the answer of createActivationChallenge, found none")
        }
        let connection = ConnectedPhone(phone, at: bank)
        var reports = [try await connection.bind(to: person, challengeType: .activationCode) { _ in code }]
        if await phone.record.keys.contains(where: { $0.purpose == .restricted }) {
            reports.append(try await connection.rotateKey(.restricted, signedBy: .unrestricted))
        }
        for report in reports where !report.isAsExpected {
            throw HarnessError(
                .bank, "enrolling a phone: expected \(report.expected), found \(report.observed)")
        }
        return FleetSeat(personID: person.text, deviceID: try await connection.deviceID.text)
    }
}
