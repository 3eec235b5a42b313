public import Foundation

/// One JSON object of a vector file, with its place for messages; every access is checked.
public struct VectorRow {
    public let values: [String: Any]
    /// File and row: what to look for when a test fails.
    public let place: String

    public init(_ values: [String: Any], place: String) {
        self.values = values
        self.place = place
    }

    /// The object that `data` holds.
    public init(json data: Data, place: String) throws {
        guard let object = try JSONSerialization.jsonObject(with: data) as? [String: Any] else {
            throw VectorError("\(place): expected a JSON object")
        }
        self.init(object, place: place)
    }

    /// Fails on members that the reader does not know: they might change what the row means.
    public func refuseMembers(except known: Set<String>) throws {
        let unknown = Set(values.keys).subtracting(known)
        guard unknown.isEmpty else { throw VectorError("\(place): unknown members \(unknown.sorted())") }
    }

    public func has(_ name: String) -> Bool { values[name] != nil }

    public func string(_ name: String) throws -> String { try value(name, "a string") }
    public func bool(_ name: String) throws -> Bool { try value(name, "true or false") }
    public func int(_ name: String) throws -> Int { try value(name, "an integer") }
    public func strings(_ name: String) throws -> [String] { try value(name, "an array of strings") }

    public func row(_ name: String) throws -> VectorRow {
        VectorRow(try value(name, "an object"), place: "\(place) \(name)")
    }

    public func rows(_ name: String) throws -> [VectorRow] {
        let objects: [[String: Any]] = try value(name, "an array of objects")
        return objects.enumerated().map { VectorRow($1, place: "\(place) \(name)[\($0)]") }
    }

    /// Bytes of a member in hex.
    public func bytes(_ name: String) throws -> [UInt8] {
        guard let bytes = [UInt8](hexDigits: try string(name)) else {
            throw VectorError("\(place): \(name) is not hex")
        }
        return bytes
    }

    /// An integer in hex, of any number of digits, as big-endian bytes.
    public func integer(_ name: String) throws -> [UInt8] {
        let text = try string(name)
        guard let bytes = [UInt8](hexDigits: text.count % 2 == 0 ? text : "0" + text) else {
            throw VectorError("\(place): \(name) is not an integer in hex")
        }
        return bytes
    }

    private func value<Value>(_ name: String, _ kind: String) throws -> Value {
        guard let value = values[name] as? Value else {
            throw VectorError("\(place): expected \(name) to be \(kind), found \(values[name] ?? "nothing")")
        }
        return value
    }
}

extension [UInt8] {
    /// Bytes of hex digits of either case, independent of the codec under test; nil for anything else.
    public init?(hexDigits text: String) {
        let digits = text.utf8.map { character -> UInt8? in
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
            default: nil
            }
        }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[index], let low = digits[index + 1] else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    /// Lower-case hex, independent of the codec under test.
    public var hexDigits: String {
        map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A big-endian integer brought to 32 bytes; nil when it needs more.
    public func paddedTo32() -> [UInt8]? {
        let significant = drop { $0 == 0 }
        guard significant.count <= 32 else { return nil }
        return [UInt8](repeating: 0, count: 32 - significant.count) + significant
    }
}
