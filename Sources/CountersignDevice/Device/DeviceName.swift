/// The name of a phone in a store: 1 to 255 bytes of UTF-8 without control characters, compared byte for byte.
///
/// A name never becomes a file name, so `..` and `/etc/x` are names like any other; `"é"` and `"e\u{301}"` are two.
public struct DeviceName: Sendable, Hashable, CustomStringConvertible {
    public static let lengths = 1...255

    public let utf8: [UInt8]
    public var description: String { String(decoding: utf8, as: UTF8.self) }

    /// - Throws: ``DeviceError`` `name`.
    public init(_ text: String) throws(DeviceError) {
        try self.init(utf8: Array(text.utf8))
    }

    /// - Throws: ``DeviceError`` `name`, also for bytes that are not UTF-8.
    public init(utf8 bytes: [UInt8]) throws(DeviceError) {
        guard Self.lengths.contains(bytes.count) else {
            throw DeviceError(.name, "expected a name of 1 to 255 bytes, found \(bytes.count)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DeviceError(.name, "expected a name in UTF-8")
        }
        let isPrintable = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
        guard isPrintable else { throw DeviceError(.name, "expected a name without control characters") }
        utf8 = bytes
    }
}
