/// Writes `Encodable` types into a tree of ``JSONValue`` whose members keep the order in which they were written.
struct WireEncoder: Encoder {
    /// One place of the tree; containers of the same value share it.
    final class Node {
        private enum State {
            case empty
            case value(JSONValue)
            case array([Node])
            case object([(name: String, node: Node)])
        }
        private var state = State.empty
        /// Where each name stands, kept once there are too many members to look through.
        private var places: [Identifier: Int] = [:]

        func set(_ value: JSONValue) { begin(.value(value)) }

        private func begin(_ state: State) {
            self.state = state
            places = [:]
        }

        func beginArray() {
            if case .array = state { return }
            begin(.array([]))
        }

        func beginObject() {
            if case .object = state { return }
            begin(.object([]))
        }

        var count: Int { if case .array(let nodes) = state { nodes.count } else { 0 } }

        func append() -> Node {
            let node = Node()
            guard case .array(var nodes) = state else { return node }
            // The state gives its array away while it grows, or every append would copy it.
            state = .empty
            nodes.append(node)
            state = .array(nodes)
            return node
        }

        func member(_ name: String) -> Node {
            guard case .object(var members) = state else { return Node() }
            if let place = place(of: name, in: members) { return members[place].node }
            let node = Node()
            state = .empty
            members.append((name, node))
            state = .object(members)
            return node
        }

        private func place(of name: String, in members: [(name: String, node: Node)]) -> Int? {
            guard members.count >= JSONObject.indexedFrom else {
                return members.firstIndex { $0.name.isByteEqual(to: name) }
            }
            for place in places.count..<members.count { places[Identifier(members[place].name)] = place }
            return places[Identifier(name)]
        }

        var value: JSONValue {
            switch state {
            case .empty: .object(JSONObject())
            case .value(let value): value
            case .array(let nodes): .array(nodes.map(\.value))
            case .object(let members):
                .object(JSONObject(members.map { JSONObject.Member(name: $0.name, value: $0.node.value) }))
            }
        }
    }

    let node: Node
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(node: Node = Node(), codingPath: [any CodingKey]) {
        self.node = node
        self.codingPath = codingPath
    }

    func encode(_ value: some Encodable) throws {
        try value.encode(to: self)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.beginObject()
        return KeyedEncodingContainer(WireKeyedEncoding(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.beginArray()
        return WireUnkeyedEncoding(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension WireEncoder: SingleValueEncodingContainer {
    func encodeNil() { node.set(.null) }
    func encode(_ value: Bool) { node.set(.bool(value)) }
    func encode(_ value: String) { node.set(.string(value)) }
    func encode(_ value: Int) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: Int8) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: Int16) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: Int32) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: Int64) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt8) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt16) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt32) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: UInt64) { node.set(.number(JSONNumber(value))) }
    func encode(_ value: Float) throws { try encode(Double(value)) }

    func encode(_ value: Double) throws {
        guard let number = JSONNumber(value) else {
            throw EncodingError.invalidValue(
                value, .init(codingPath: codingPath, debugDescription: "JSON has no NaN and no infinity"))
        }
        node.set(.number(number))
    }
}

private struct WireKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: WireEncoder.Node
    let codingPath: [any CodingKey]

    private func encoder(_ key: some CodingKey) -> WireEncoder {
        WireEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) { encoder(key).encodeNil() }
    func encode(_ value: some Encodable, forKey key: Key) throws { try encoder(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { encoder(key).unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder(WireKey(stringValue: "super")) }
    func superEncoder(forKey key: Key) -> any Encoder { encoder(key) }
}

private struct WireUnkeyedEncoding: UnkeyedEncodingContainer {
    let node: WireEncoder.Node
    let codingPath: [any CodingKey]
    var count: Int { node.count }

    private func encoder() -> WireEncoder {
        let key = WireKey(intValue: node.count)
        return WireEncoder(node: node.append(), codingPath: codingPath + [key])
    }

    func encodeNil() { encoder().encodeNil() }
    func encode(_ value: some Encodable) throws { try encoder().encode(value) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder().unkeyedContainer() }
    func superEncoder() -> any Encoder { encoder() }
}
