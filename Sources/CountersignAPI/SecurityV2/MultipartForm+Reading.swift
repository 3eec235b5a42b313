extension MultipartForm {
    /// Parts that a form may have; login has four.
    private static let fieldLimit = 32
    /// Bytes of the head of a part.
    private static let headLimit = 1024

    /// Reads a form, strictly: nothing before the first boundary, line ends of CR LF, every part a named text field.
    ///
    /// - Parameter contentType: the value of the header `Content-Type`.
    /// - Throws: ``CountersignAPIError`` `invalid_value` with the field where one is at fault.
    public init(contentType: String, body: [UInt8]) throws(CountersignAPIError) {
        let delimiter = Array("--".utf8) + Array(try Self.boundary(contentType).utf8)
        let separator = Array("\r\n".utf8) + delimiter
        guard body.starts(with: delimiter) else { throw Self.defect("expected the form to begin with its boundary") }
        var fields: [Field] = []
        var rest = body[delimiter.count...]
        while rest.starts(with: "\r\n".utf8) {
            rest = rest.dropFirst(2)
            guard fields.count < Self.fieldLimit else {
                throw Self.defect("expected at most \(Self.fieldLimit) fields")
            }
            let name = try Self.name(in: Self.head(&rest))
            guard !fields.contains(where: { $0.name.isByteEqual(to: name) }) else {
                throw Self.defect("the field stands twice in the form", name)
            }
            guard let end = Self.position(of: separator, in: rest) else {
                throw Self.defect("expected the boundary after the field", name)
            }
            guard let value = String(validating: rest[..<end], as: UTF8.self) else {
                throw Self.defect("expected UTF-8 text", name)
            }
            fields.append(Field(name, value))
            rest = rest[(end + separator.count)...]
        }
        guard rest.elementsEqual("--".utf8) || rest.elementsEqual("--\r\n".utf8) else {
            throw Self.defect("expected the form to end with its boundary and two dashes")
        }
        self.init(fields)
    }

    private static func defect(_ reason: String, _ field: String? = nil) -> CountersignAPIError {
        CountersignAPIError(.invalidValue, reason: reason, field: field)
    }

    /// The boundary that a content type names: 1 to 70 characters of RFC 2046.
    private static func boundary(_ contentType: String) throws(CountersignAPIError) -> String {
        let parts = contentType.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
        guard parts.first?.lowercased() == "multipart/form-data" else {
            throw defect("expected a body of multipart/form-data")
        }
        let named = parts.dropFirst().first { $0.lowercased().utf8.starts(with: "boundary=".utf8) }
        var boundary = named.map { String($0.dropFirst("boundary=".count)) } ?? ""
        if boundary.count > 2, boundary.first == "\"", boundary.last == "\"" {
            boundary = String(boundary.dropFirst().dropLast())
        }
        let allowed = Array("'()+_,-./:=? ".utf8)
        let isAllowed = boundary.utf8.allSatisfy { isLetterOrDigit($0) || allowed.contains($0) }
        guard (1...70).contains(boundary.utf8.count), isAllowed, boundary.last != " " else {
            throw defect("expected a boundary of 1 to 70 characters in the content type")
        }
        return boundary
    }

    /// The lines above the empty line that ends the head; they are taken off.
    private static func head(_ rest: inout ArraySlice<UInt8>) throws(CountersignAPIError) -> [String] {
        let end = Array("\r\n\r\n".utf8)
        guard let place = position(of: end, in: rest.prefix(headLimit)),
            let text = String(validating: rest[..<place], as: UTF8.self)
        else { throw defect("expected a head of at most \(headLimit) bytes and an empty line before each field") }
        rest = rest[(place + end.count)...]
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The name in `Content-Disposition: form-data; name="…"`.
    private static func name(in lines: [String]) throws(CountersignAPIError) -> String {
        let header = "content-disposition:"
        let found = lines.filter { $0.lowercased().utf8.starts(with: header.utf8) }
        guard found.count == 1, let line = found.first else {
            throw defect("expected one Content-Disposition for each field")
        }
        let parts = line.dropFirst(header.count).split(separator: ";").map(trimmed)
        guard parts.count == 2, parts[0].lowercased() == "form-data",
            parts[1].lowercased().utf8.starts(with: "name=".utf8)
        else { throw defect("expected form-data with a name and nothing else: files are not taken") }
        var name = parts[1].dropFirst("name=".count)
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "\"")) else { throw defect("expected a name of a field") }
        return String(name)
    }

    /// Where the pattern first stands in the bytes.
    static func position(of pattern: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
        for place in bytes.startIndex...(bytes.endIndex - pattern.count)
        where bytes[place] == first && bytes[place..<place + pattern.count].elementsEqual(pattern) {
            return place
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
