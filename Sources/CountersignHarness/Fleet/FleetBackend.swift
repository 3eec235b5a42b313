public import CountersignDevice

/// What a fleet is driven against: the sandbox, the bank, or a backend of one's own that stands before it.
public protocol FleetBackend: Sendable {
    /// Makes the phones known: each belongs to a customer of its own.
    ///
    /// - Parameter phones: honest ones, each with the keys that are to be known, the one to bind it with first. They
    ///   sign what the backend asks of whom it enrols.
    /// - Returns: the id of each phone, in the same order.
    func enrol(_ phones: [VirtualDevice]) async throws -> [FleetSeat]

    /// Gives a phone something to sign.
    func request(of seat: FleetSeat, _ flow: FleetFlow) async throws -> FleetRequest

    /// Takes a signature field.
    ///
    /// - Throws: where it is not known what became of it; a refusal is an answer.
    func submit(_ field: String, for request: FleetRequest, of seat: FleetSeat) async throws -> ServerAnswer
}

/// A phone's place at the backend.
public struct FleetSeat: Sendable, Hashable {
    public var personID: String
    public var deviceID: String

    public init(personID: String, deviceID: String) {
        self.personID = personID
        self.deviceID = deviceID
    }
}

/// Something to sign.
public struct FleetRequest: Sendable, Hashable {
    /// What `submit` needs to find it again.
    public var id: String
    public var text: String
    public var route: SigningRequest.Route

    public init(id: String, text: String, route: SigningRequest.Route) {
        self.id = id
        self.text = text
        self.route = route
    }
}
