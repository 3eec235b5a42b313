internal import CountersignAPI
public import CountersignClient
public import CountersignDevice

/// The sandbox as a fleet's backend: phones are seeded, not bound one by one.
public struct SandboxFleet: FleetBackend {
    private let bank: BankClient
    /// Phones in one call of the seed: well below the sandbox's limit for a body.
    private static let batch = 1000

    public init(_ bank: BankClient) { self.bank = bank }

    /// - Throws: `ClientError`; ``HarnessError`` `sandbox_only` where the bank is none.
    public func enrol(_ phones: [[DeviceKeyPurpose: String]]) async throws -> [FleetSeat] {
        var seats: [FleetSeat] = []
        seats.reserveCapacity(phones.count)
        for start in stride(from: 0, to: phones.count, by: Self.batch) {
            let persons = phones[start..<min(start + Self.batch, phones.count)].map { keys in
                SeedPerson(devices: [
                    SeedDevice(
                        name: "fleet",
                        keys: keys.sorted { $0.key.rawValue > $1.key.rawValue }.map {
                            SeedDevice.Key(key: $0.value, keyPurpose: $0.key.onTheWire)
                        })
                ])
            }
            for person in try await seed(persons) {
                guard let device = person.devices.first else {
                    throw HarnessError(.bank, "expected a device for each seeded person")
                }
                seats.append(FleetSeat(personID: person.id.text, deviceID: device.text))
            }
        }
        return seats
    }

    private func seed(_ persons: [SeedPerson]) async throws -> [SeededBooks.SeededPerson] {
        do {
            return try await bank.sandbox.seed(SeedBooks(persons: persons)).persons
        } catch {
            guard error.code == .notFound else { throw error }
            throw HarnessError(
                .sandboxOnly,
                "the bank has no POST /_sandbox/seed, so that a fleet cannot be enrolled: elsewhere a person reads a "
                    + "code from a real phone for each device")
        }
    }

    public func request(of seat: FleetSeat, _ flow: FleetFlow) async throws -> FleetRequest {
        let device = Identifier(seat.deviceID)
        switch flow {
        case .changeRequest:
            let order = TriggerChangeRequest(personID: Identifier(seat.personID))
            let id = try await bank.sandbox.triggerChangeRequest(order).id
            guard let text = try await bank.authorize(id, byDevice: device).stringToSign else {
                throw HarnessError(.bank, "expected string_to_sign in the answer of authorize, found none")
            }
            return FleetRequest(id: id.text, text: text, route: .changeRequest)
        case .login:
            let challenge = try await bank.createDeviceChallenge(CreateDeviceChallenge(deviceID: device))
            return FleetRequest(id: challenge.id.text, text: challenge.stringToSign, route: .challenge)
        }
    }

    public func submit(
        _ field: String, for request: FleetRequest, of seat: FleetSeat
    ) async throws -> ServerAnswer {
        do {
            let id = Identifier(request.id)
            if request.route == .changeRequest {
                _ = try await bank.confirm(id, signature: field, device: Identifier(seat.deviceID))
            } else {
                try await bank.verifyDeviceChallenge(id, signature: field)
            }
            return .accepted
        } catch {
            guard let refusal = error.refusal else { throw error }
            return refusal
        }
    }
}
