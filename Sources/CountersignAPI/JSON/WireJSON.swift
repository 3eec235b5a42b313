internal import CountersignJSON

/// The one door between wire types and JSON text.
///
/// Unlike `JSONEncoder` and `JSONDecoder` it keeps the order of members, keeps numbers digit for digit, takes null for
/// absent, compares strings as bytes, and reports every failure as a ``CountersignAPIError`` that names the member.
public enum WireJSON {
    /// Arrays and objects may be nested this deep.
    public static let depthLimit = 64

    /// Writes a wire type as compact JSON, members in the order of the documented samples.
    ///
    /// - Throws: ``CountersignAPIError`` `unwritable`.
    public static func encode(_ value: some Encodable) throws(CountersignAPIError) -> [UInt8] {
        JSONWriter.write(try self.value(of: value))
    }

    /// Writes a JSON value as compact JSON.
    public static func encode(_ value: JSONValue) -> [UInt8] { JSONWriter.write(value) }

    /// The same as text.
    public static func text(_ value: some Encodable) throws(CountersignAPIError) -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }

    /// The wire type as a JSON value.
    ///
    /// - Throws: ``CountersignAPIError`` `unwritable`.
    public static func value(of value: some Encodable) throws(CountersignAPIError) -> JSONValue {
        let encoder = WireEncoder(codingPath: [])
        do {
            try encoder.encode(value)
        } catch {
            throw CountersignAPIError(translating: error)
        }
        return encoder.node.value
    }

    /// Reads a wire type.
    ///
    /// - Throws: ``CountersignAPIError`` `invalid_json`, `too_deep`, `missing_field`, `wrong_type`, `invalid_value`.
    public static func decode<T: Decodable>(
        _ type: T.Type, from bytes: some Sequence<UInt8>
    ) throws(CountersignAPIError) -> T {
        try decode(type, from: parse(bytes))
    }

    /// Reads a wire type from JSON that is parsed already.
    ///
    /// - Throws: ``CountersignAPIError`` `missing_field`, `wrong_type`, `invalid_value`.
    public static func decode<T: Decodable>(_ type: T.Type, from value: JSONValue) throws(CountersignAPIError) -> T {
        do {
            return try WireDecoder(value: value, codingPath: []).decode(type)
        } catch {
            throw CountersignAPIError(translating: error)
        }
    }

    /// Reads one JSON text.
    ///
    /// - Throws: ``CountersignAPIError`` `invalid_json`, `too_deep`.
    public static func parse(
        _ bytes: some Sequence<UInt8>, depthLimit: Int = depthLimit
    ) throws(CountersignAPIError) -> JSONValue {
        do {
            return try JSONReader.read(Array(bytes), depthLimit: depthLimit)
        } catch {
            throw CountersignAPIError(
                error.code == .tooDeep ? .tooDeep : .invalidJSON, reason: error.reason, offset: error.offset)
        }
    }
}

extension CountersignAPIError {
    /// Turns what a `Codable` implementation throws into the one error of this module.
    init(translating error: any Error) {
        switch error {
        case let error as CountersignAPIError:
            self = error
        case DecodingError.keyNotFound(let key, let context):
            self.init(.missingField, reason: "required, but absent", field: Self.path(context.codingPath + [key]))
        case DecodingError.valueNotFound(_, let context):
            self.init(.missingField, reason: context.debugDescription, field: Self.path(context.codingPath))
        case DecodingError.typeMismatch(_, let context):
            self.init(.wrongType, reason: context.debugDescription, field: Self.path(context.codingPath))
        case DecodingError.dataCorrupted(let context):
            self.init(.invalidValue, reason: context.debugDescription, field: Self.path(context.codingPath))
        case EncodingError.invalidValue(_, let context):
            self.init(.unwritable, reason: context.debugDescription, field: Self.path(context.codingPath))
        default:
            self.init(.invalidValue, reason: "the type refused the value")
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String? {
        keys.isEmpty ? nil : keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}

/// A member name or an index that no enum of keys knows.
struct WireKey: CodingKey {
    let stringValue: String
    let intValue: Int?
    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }
    init(intValue: Int) {
        stringValue = String(intValue)
        self.intValue = intValue
    }
}
