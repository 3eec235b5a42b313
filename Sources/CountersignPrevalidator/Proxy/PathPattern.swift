import CountersignAPI

/// The path of a guarded call, and what a server that is lenient takes for it.
struct PathPattern: Sendable {
    let endpoint: Endpoint
    private let names: [Substring.UTF8View]

    init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
        names = endpoint.template.utf8.split(separator: UInt8(ascii: "/"))
    }

    /// Whether a lenient server may read these segments as this path, whatever the method: it may
    /// overlook case, and extensions and what else follows a name.
    func resembles(_ segments: [String]) -> Bool {
        names.count == segments.count && zip(names, segments).allSatisfy { Self.isTaken($1, for: $0) }
    }

    /// Whether a server that compares beginnings only may read these segments as this path: more
    /// segments follow, or more characters its last name.
    func begins(_ segments: ArraySlice<String>) -> Bool {
        guard let last = names.lastIndex(where: { !Self.isParameter($0) }), names.count <= segments.count else {
            return false
        }
        return zip(names[..<last], segments).allSatisfy { Self.isTaken($1, for: $0) }
            && segments[segments.startIndex + last].utf8.lowercasedASCII.starts(with: names[last])
    }

    /// Whether a server that takes its own script for the first segments (`/index.php/v1/…`) may read the others as
    /// this path.
    func isWithin(_ segments: ArraySlice<String>) -> Bool {
        segments.indices.contains { begins(segments[$0...]) }
    }

    private static func isParameter(_ name: Substring.UTF8View) -> Bool { name.first == UInt8(ascii: "{") }

    /// Whether a lenient server may take the segment for that name or for any parameter.
    private static func isTaken(_ segment: String, for name: Substring.UTF8View) -> Bool {
        isParameter(name) || segment.utf8.lowercasedASCII.prefix(while: isOfName).elementsEqual(name)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }
}
