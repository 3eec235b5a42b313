import CountersignAPI

/// Holds values to the schemas of an API description. A keyword that it does not know is a defect of the schema, so that
/// none is passed over.
struct SchemaCheck {
    /// The description, whose components schemas refer to.
    let document: JSONValue

    /// What is wrong with a value, each with its place; empty for one that fits.
    func defects(of value: JSONValue, _ schema: JSONValue, at place: String = "$") throws -> [String] {
        var defects: [String] = []
        for member in schema.objectValue?.members ?? [] {
            defects +=
                try Self.fits(value, member.name, member.value)
                .map { $0 ? [] : ["\(place): \(member.name) \(member.value)"] }
                ?? inner(value, schema, member, at: place)
        }
        return defects
    }

    /// The keywords that ask for other schemas.
    private func inner(
        _ value: JSONValue, _ schema: JSONValue, _ keyword: JSONObject.Member, at place: String
    ) throws -> [String] {
        switch keyword.name {
        case "$ref":
            let name = keyword.value.stringValue?.split(separator: "/").last ?? ""
            guard let found = document["components"]?["schemas"]?[String(name)] else { return ["\(place): no \(name)"] }
            return try defects(of: value, found, at: place)
        case "properties":
            return try (keyword.value.objectValue?.members ?? []).flatMap { property in
                try value[property.name].map {
                    try defects(of: $0, property.value, at: place + "." + property.name)
                } ?? []
            }
        case "items":
            return try (value.arrayValue ?? []).enumerated().flatMap {
                try defects(of: $1, keyword.value, at: "\(place)[\($0)]")
            }
        case "anyOf":
            let all = try (keyword.value.arrayValue ?? []).map { try defects(of: value, $0, at: place) }
            return all.contains(where: \.isEmpty) ? [] : all.flatMap(\.self)
        case "default", "description", "examples": return []
        default: return ["\(place): the keyword \(keyword.name) is not known"]
        }
    }

    /// Whether a value fits a keyword that looks at it alone; nil for other keywords.
    private static func fits(_ value: JSONValue, _ keyword: String, _ wanted: JSONValue) throws -> Bool? {
        switch keyword {
        case "type": return isType(value, wanted.stringValue)
        case "required":
            return wanted.arrayValue?.allSatisfy { $0.stringValue.map { value[$0] != nil } ?? false }
        case "enum": return wanted.arrayValue?.contains(value)
        case "const": return value == wanted
        case "minLength": return (value.stringValue?.count ?? 0) >= wanted.intValue ?? .max
        case "maxLength": return (value.stringValue?.count ?? 0) <= wanted.intValue ?? .min
        case "minimum": return value.intValue ?? .min >= wanted.intValue ?? .max
        case "pattern": return try value.stringValue?.firstMatch(of: Regex(wanted.stringValue ?? "(")) != nil
        case "format":
            switch wanted.stringValue {
            case "date-time": return value.stringValue.map { Timestamp($0) != nil }
            case "int32": return value.intValue.map { Int32(exactly: $0) != nil }
            case "int64": return value.intValue != nil
            default: return nil
            }
        default: return nil
        }
    }

    private static func isType(_ value: JSONValue, _ name: String?) -> Bool {
        name == "integer" ? value.intValue != nil : value.typeName == name
    }
}
