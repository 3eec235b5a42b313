extension JSONValue: Codable {
    /// Exact under ``WireJSON``; under another decoder numbers come back in the shortest form of their value.
    public init(from decoder: any Decoder) throws {
        if let wire = decoder as? WireDecoder {
            self = wire.value
        } else if let object = try? decoder.container(keyedBy: WireKey.self) {
            self = .object(
                JSONObject(
                    try object.allKeys.map {
                        JSONObject.Member(name: $0.stringValue, value: try object.decode(JSONValue.self, forKey: $0))
                    }))
        } else if var array = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !array.isAtEnd { elements.append(try array.decode(JSONValue.self)) }
            self = .array(elements)
        } else {
            self = try Self.single(decoder.singleValueContainer())
        }
    }

    private static func single(_ container: any SingleValueDecodingContainer) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .bool(flag) }
        if let int = try? container.decode(Int64.self) { return .number(JSONNumber(int)) }
        if let number = JSONNumber((try? container.decode(Double.self)) ?? .nan) { return .number(number) }
        return .string(try container.decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        if let wire = encoder as? WireEncoder {
            wire.node.set(self)
            return
        }
        switch self {
        case .object(let object):
            try object.encode(to: encoder)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .number(let number):
            var container = encoder.singleValueContainer()
            if let int = number.int {
                try container.encode(int)
            } else {
                try container.encode(number.double ?? .nan)
            }
        }
    }
}

extension JSONObject: Codable {
    public init(from decoder: any Decoder) throws {
        guard case .object(let object) = try JSONValue(from: decoder) else {
            throw DecodingError.typeMismatch(
                JSONObject.self, .init(codingPath: decoder.codingPath, debugDescription: "expected an object"))
        }
        self = object
    }

    public func encode(to encoder: any Encoder) throws {
        if let wire = encoder as? WireEncoder {
            wire.node.set(.object(self))
            return
        }
        var container = encoder.container(keyedBy: WireKey.self)
        for member in members { try container.encode(member.value, forKey: WireKey(stringValue: member.name)) }
    }
}
