import CountersignAPI

/// The body of a request as JSON; an absent one reads as `{}`.
enum JSONBody {
    /// - Throws: ``CountersignAPIError`` of the reader.
    static func value(of bytes: [UInt8]) throws(CountersignAPIError) -> JSONValue {
        try WireJSON.parse(bytes.isEmpty ? Array("{}".utf8) : bytes)
    }

    /// The same for what goes into the books.
    /// - Throws: ``CountersignAPIError`` of the reader, and `invalid_value` that names the text that cannot be stored.
    static func storable(_ bytes: [UInt8]) throws(CountersignAPIError) -> JSONValue {
        let value = try value(of: bytes)
        if let defect = StorableText.defect(of: value) { throw defect }
        return value
    }
}
