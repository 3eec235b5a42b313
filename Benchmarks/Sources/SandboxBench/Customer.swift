import Countersign

/// A person with a bound phone, who completes change requests on a connection of their own.
final class Customer {
    private let connection: Connection
    private let key: SigningKey
    private let person: String
    private let device: String

    init(port: UInt16, number: Int) throws {
        connection = try Connection(port: port)
        key = try SigningKey()
        (person, device) = ("person-\(number)", "device-\(number)")
        try connection.logIn(as: "bench")
        let seeded = try connection.call(
            "POST", "/_sandbox/seed",
            """
            {"persons":[{"id":"\(person)","devices":[{"id":"\(device)","keys":[{"key":"\(key.verifyingKey.hexPoint)"}]}]}]}
            """)
        try require(seeded, 201)
    }

    /// Creates, authorizes, signs and confirms; gives the time that confirm took.
    func complete() throws -> Duration {
        let created = try connection.call("POST", "/_sandbox/change_requests", #"{"person_id":"\#(person)"}"#)
        try require(created, 202)
        let path = "/v1/change_requests/\(try created.text("id"))"
        let asked = try connection.call(
            "POST", path + "/authorize", #"{"delivery_method":"device_signing","device_id":"\#(device)"}"#)
        try require(asked, 201)
        let field = try key.field(for: Challenge(try asked.text("string_to_sign")))
        let start = ContinuousClock.now
        let confirmed = try connection.call(
            "POST", path + "/confirm", #"{"device_id":"\#(device)","signature":"\#(field)"}"#)
        let took = ContinuousClock.now - start
        try require(confirmed, 200)
        guard try confirmed.text("status") == "COMPLETED" else {
            throw Connection.Failure(description: "not completed")
        }
        return took
    }

    private func require(_ answer: Connection.Answer, _ status: Int) throws {
        guard answer.status == status else {
            throw Connection.Failure(
                description:
                    "expected \(status), found \(answer.status): \(String(decoding: answer.body, as: UTF8.self))")
        }
    }
}
