import CountersignAPI
import CountersignService
import Hummingbird

/// One request of a known caller.
struct Call: Sendable {
    let endpoint: Endpoint
    let request: Request
    let context: ChannelContext
    let caller: String
    let requestID: String
    let body: BoundedBody

    /// The id in a segment of the path.
    /// - Throws: ``Problem`` 404 for a path with an empty segment, which the router overlooks.
    func id(_ name: String) throws -> Identifier {
        guard let ids = endpoint.ids(in: request.uri.path), let place = endpoint.parameters.firstIndex(of: name) else {
            throw Problem.unknownPath
        }
        return ids[place]
    }

    /// The members of the JSON body.
    /// - Throws: ``Problem`` 400, 413, 415.
    func members() async throws -> Members {
        try Members(WireJSON.parse(try await json()))
    }

    /// The check in the JSON body.
    /// - Throws: ``Problem`` 400, 413, 415.
    func question() async throws -> Question {
        let bytes = try await json()
        if let question = PlainCheck.question(in: bytes) { return question }
        return try Question(try Members(WireJSON.parse(bytes)))
    }

    private func json() async throws -> [UInt8] {
        try requireType("application/json")
        return try await body.read(request, channel: context.channel)
    }

    /// - Throws: ``Problem`` 415 where the body says that it is something else.
    func requireType(_ types: String...) throws {
        guard let type = MediaType(request.headers) else { return }
        guard type.isOne(of: types) else {
            throw Problem(415, "unsupported_media_type", "expected a body of \(types[0])")
        }
    }
}

/// The members of a JSON object, read one by one; others are ignored.
struct Members: Sendable {
    private let object: JSONObject

    /// - Throws: ``Problem`` 400 for anything but an object.
    init(_ value: JSONValue) throws {
        guard case .object(let object) = value else {
            throw Problem(400, "wrong_type", "expected an object, found \(value.typeName)")
        }
        self.object = object
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = object[name], !value.isNull else { return nil }
        return value
    }

    private func wrong(_ name: String, _ expected: String, _ found: JSONValue) -> Problem {
        Problem(400, "wrong_type", "expected \(expected), found \(found.typeName)", field: name)
    }

    func string(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue else { throw wrong(name, "a string", value) }
        return text
    }

    func required(_ name: String) throws -> String {
        guard let text = try string(name) else {
            throw Problem(400, "missing_field", "required, but absent", field: name)
        }
        return text
    }

    func id(_ name: String) throws -> Identifier? { try string(name).map(Identifier.init(_:)) }

    func seconds(_ name: String) throws -> Duration? {
        guard let value = value(name) else { return nil }
        guard let number = value.intValue else { throw wrong(name, "a whole number", value) }
        guard (0...1_000_000_000).contains(number) else {
            throw Problem(400, "invalid_value", "expected 0 to 1000000000 seconds", field: name)
        }
        return .seconds(number)
    }

    func moment(_ name: String) throws -> Moment? {
        guard let text = try string(name) else { return nil }
        guard let time = Timestamp(text) else {
            throw Problem(400, "invalid_value", "expected a time as 2021-12-22T15:05:33.634+00:00", field: name)
        }
        return Moment(milliseconds: time.milliseconds)
    }

    func strings(_ name: String) throws -> [String]? {
        guard let value = value(name) else { return nil }
        guard let elements = value.arrayValue else { throw wrong(name, "an array of strings", value) }
        return try elements.map { element in
            guard let text = element.stringValue else { throw wrong(name, "an array of strings", element) }
            return text
        }
    }
}
