/// A `multipart/form-data` body (RFC 7578) of text fields, the one form that this API documents: no files, no nested
/// parts, every name once.
public struct MultipartForm: Sendable, Hashable {
    public struct Field: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var fields: [Field]

    public init(_ fields: [Field]) { self.fields = fields }

    /// The value of a field; names are compared byte for byte.
    public subscript(name: String) -> String? { fields.first { $0.name.isByteEqual(to: name) }?.value }

    /// A boundary that no value holds.
    private var boundary: String {
        var boundary = "countersign-form"
        while fields.contains(where: { ($0.name + $0.value).contains(boundary) }) { boundary += "-x" }
        return boundary
    }

    /// The body and the value of its `Content-Type`.
    public var encoded: (contentType: String, body: [UInt8]) {
        let boundary = boundary
        var text = ""
        for field in fields {
            text += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.escaped(field.name))\"\r\n\r\n"
            text += field.value + "\r\n"
        }
        text += "--\(boundary)--\r\n"
        return ("multipart/form-data; boundary=\(boundary)", Array(text.utf8))
    }

    /// What browsers do to the three characters that would end a name (WHATWG, form submission).
    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "\"": text += "%22"
            case "\r": text += "%0D"
            case "\n": text += "%0A"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
