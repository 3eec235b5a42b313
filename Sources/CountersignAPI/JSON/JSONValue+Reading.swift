internal import CountersignJSON

/// How ``WireJSON`` builds values from text.
extension JSONValue: JSONNode {
    package static var jsonNull: JSONValue { .null }
    package init(jsonBool value: Bool) { self = .bool(value) }
    package init(jsonNumber text: String) { self = .number(JSONNumber(checked: text)) }
    package init(jsonString text: ArraySlice<UInt8>) { self = .string(String(decoding: text, as: UTF8.self)) }
    package init(jsonArray elements: [JSONValue]) { self = .array(elements) }

    package init(jsonMembers members: [(name: String, value: JSONValue)]) {
        self = .object(JSONObject(members.map { JSONObject.Member(name: $0.name, value: $0.value) }))
    }
}
