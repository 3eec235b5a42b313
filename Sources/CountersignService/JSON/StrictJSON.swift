/// One gate for the bodies of all services: JSON in the strict sense (RFC 8259) or nothing.
///
/// Foundation's decoder is lenient where services must not be: it takes UTF-16, a byte order mark, trailing commas and
/// the first of two equal members, and it recurses. The gate runs before any decoding, so that two readers of one body
/// can never see different things in it.
public struct StrictJSON: Sendable {
    /// Arrays and objects may nest this deep.
    public var maximumDepth: Int
    /// A number may have this many characters.
    public var maximumNumberLength: Int

    public init(maximumDepth: Int = 64, maximumNumberLength: Int = 64) {
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
    }

    /// Checks a whole body.
    /// - Throws: ``JSONFault`` with the offset of the first byte that shows the fault.
    public func check(_ body: some Collection<UInt8>) throws(JSONFault) {
        let bytes = ContiguousArray(body)
        guard String(validating: bytes, as: UTF8.self) != nil, !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw JSONFault(code: .encoding, offset: 0)
        }
        var scanner = JSONScanner(bytes: bytes, limits: self)
        try scanner.scanDocument()
    }
}
