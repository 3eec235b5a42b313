public import CountersignAPI
public import CountersignClient
public import CountersignDevice

/// The bank as a fleet's backend, or the sandbox in its place: what the phones sign comes of the same documented calls.
///
/// Persons and phones stay there when the fleet has gone.
public struct BankFleet: FleetBackend {
    let bank: BankClient
    let person: PersonAttributes

    /// - Parameters:
    ///   - bank: what the fleet is driven against.
    ///   - person: what is sent of each phone's owner, beside an e-mail address. What a bank asks for differs by
    ///     country, product and customer segment.
    public init(_ bank: BankClient, person: PersonAttributes = Self.anybody) {
        self.bank = bank
        self.person = person
    }

    /// Somebody whom nobody knows.
    public static let anybody = PersonAttributes([
        "first_name": "Fleet", "last_name": "Phone", "birth_date": "1990-01-01", "birth_city": "Berlin",
        "birth_country": "DE", "nationality": "DE",
        "address": ["line_1": "Teststrasse 1", "postal_code": "10115", "city": "Berlin", "country": "DE"],
    ])

    /// A change request comes of a new e-mail address, since a value that is replaced has to be authorized.
    public func request(of seat: FleetSeat, _ flow: FleetFlow) async throws -> FleetRequest {
        let device = Identifier(seat.deviceID)
        switch flow {
        case .changeRequest:
            let outcome = try await bank.updatePerson(Identifier(seat.personID), Self.newAddress(PersonAttributes()))
            guard let id = outcome.changeRequestID else {
                throw HarnessError(.bank, "expected a change request for the new e-mail address, found none")
            }
            guard let text = try await bank.authorize(id, byDevice: device).stringToSign else {
                throw HarnessError(.bank, "expected string_to_sign in the answer of authorize, found none")
            }
            return FleetRequest(id: id.text, text: text, route: .changeRequest)
        case .login:
            let challenge = try await bank.createDeviceChallenge(CreateDeviceChallenge(deviceID: device))
            return FleetRequest(id: challenge.id.text, text: challenge.stringToSign, route: .challenge)
        }
    }

    /// The attributes with an e-mail address that nobody has had.
    static func newAddress(_ attributes: PersonAttributes) -> PersonAttributes {
        var attributes = attributes
        attributes.email = "fleet-\(UInt64.random(in: 0 ... .max))@example.com"
        return attributes
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
