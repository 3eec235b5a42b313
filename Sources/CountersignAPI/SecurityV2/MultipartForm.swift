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

    /// A boundary that no field holds, byte for byte: as text, one whose last letter bears an accent would be another.
    private var boundary: String {
        let texts = fields.map { Array(($0.name + $0.value).utf8) }
        var (boundary, number) = ("countersign-form", 0)
        while texts.contains(where: { Self.position(of: Array(boundary.utf8), in: $0[...]) != nil }) {
            number += 1
            boundary = "countersign-form-\(number)"
        }
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
