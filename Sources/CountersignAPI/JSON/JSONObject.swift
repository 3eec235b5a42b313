/// A JSON object that keeps the order of its members. Names are compared byte for byte.
public struct JSONObject: Sendable, Hashable {
    public struct Member: Sendable, Hashable {
        public var name: String
        public var value: JSONValue

        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        public static func == (a: Self, b: Self) -> Bool { a.name.isByteEqual(to: b.name) && a.value == b.value }
        public func hash(into hasher: inout Hasher) {
            hasher.combine(Array(name.utf8))
            hasher.combine(value)
        }
    }

    public private(set) var members: [Member]

    public init(_ members: [Member] = []) { self.members = members }

    public var isEmpty: Bool { members.isEmpty }
    public var names: [String] { members.map(\.name) }

    /// Reads the member, replaces it in its place, appends it, or (set to nil) takes it out.
    public subscript(name: String) -> JSONValue? {
        get { members.first { $0.name.isByteEqual(to: name) }?.value }
        set {
            let place = members.firstIndex { $0.name.isByteEqual(to: name) }
            switch (place, newValue) {
            case (let place?, let value?): members[place].value = value
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (let place?, nil): members.remove(at: place)
            case (nil, nil): break
            }
        }
    }

    /// The object without the named members.
    public func removing(_ names: [String]) -> JSONObject {
        JSONObject(members.filter { member in !names.contains { $0.isByteEqual(to: member.name) } })
    }

    /// From this many members on, names are looked up in an index, so that a body of a hundred thousand members costs
    /// no quadratic time.
    static let indexedFrom = 16

    /// Where each name stands.
    var places: [Identifier: Int] {
        Dictionary(members.enumerated().map { (Identifier($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The object with the members of another: they replace those of the same name in their place, or stand behind.
    public func merging(_ other: JSONObject) -> JSONObject {
        var places = places
        var result = members
        for member in other.members {
            if let place = places[Identifier(member.name)] {
                result[place].value = member.value
            } else {
                places[Identifier(member.name)] = result.count
                result.append(member)
            }
        }
        return JSONObject(result)
    }

    /// The object without its nulls: the API ignores them in requests.
    public var withoutNulls: JSONObject { JSONObject(members.filter { !$0.value.isNull }) }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }
}
