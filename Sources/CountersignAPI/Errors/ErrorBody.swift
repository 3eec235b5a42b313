/// The two shapes in which the documentation prints an error body.
public enum ErrorShape: String, Sendable, CaseIterable {
    /// `{"errors":[{…}]}` with an integer status. Source: Solaris API reference, Errors.
    case envelope
    /// One object with a string status. Source: Solaris API reference, Confirm change request.
    case flat
}

/// An error body of the API: at least one error, in one of two shapes.
public struct ErrorBody: Sendable, Hashable {
    /// Never empty.
    public private(set) var errors: [ErrorEntry]
    public var shape: ErrorShape
    /// Members beside `errors` (a `backtrace`, a `next_step`); empty in the flat shape.
    public var unknownMembers: JSONObject
    /// The body as it came, where it was no JSON object or had no error in it.
    public private(set) var text: String?

    public init(_ error: ErrorEntry, shape: ErrorShape) { self.init(error, [], shape: shape) }

    /// The flat shape writes the first error only.
    public init(_ first: ErrorEntry, _ others: [ErrorEntry], shape: ErrorShape) {
        errors = [first] + others
        self.shape = shape
        unknownMembers = [:]
        text = nil
    }

    public var first: ErrorEntry { errors[0] }
    public var code: ErrorCode? { first.code }

    /// Reads any error answer and refuses none: both shapes, and text that is no JSON.
    ///
    /// - Parameters:
    ///   - bytes: the body, which the caller has limited in size.
    ///   - httpStatus: what the status line said; an error without a status of its own takes this one.
    public init(reading bytes: some Sequence<UInt8>, httpStatus: Int) {
        let bytes = Array(bytes)
        guard case .object(let object)? = try? WireJSON.parse(bytes) else {
            self.init(text: String(decoding: bytes, as: UTF8.self), httpStatus: httpStatus)
            return
        }
        self.init(reading: object)
        if text == nil, errors.allSatisfy({ $0.code == nil && $0.detail == nil && $0.title == nil }) {
            text = String(decoding: bytes, as: UTF8.self)
        }
        for index in errors.indices where errors[index].status == nil { errors[index].status = httpStatus }
    }

    private init(text: String, httpStatus: Int) {
        self.init(ErrorEntry(id: nil, status: httpStatus, code: nil, title: nil, detail: nil), shape: .flat)
        self.text = text
    }

    private init(reading object: JSONObject) {
        let entries = (object["errors"]?.arrayValue ?? []).compactMap(\.objectValue).map(ErrorEntry.init(reading:))
        if let first = entries.first {
            self.init(first, Array(entries.dropFirst()), shape: .envelope)
            unknownMembers = object.removing(["errors"])
        } else {
            self.init(ErrorEntry(reading: object), shape: .flat)
        }
    }
}

extension ErrorBody: Codable {
    public init(from decoder: any Decoder) throws { self.init(reading: try JSONObject(from: decoder)) }

    public func encode(to encoder: any Encoder) throws {
        switch shape {
        case .flat:
            try first.object(as: .flat).encode(to: encoder)
        case .envelope:
            let object: JSONObject = ["errors": .array(errors.map { .object($0.object(as: .envelope)) })]
            try object.merging(unknownMembers.removing(["errors"])).encode(to: encoder)
        }
    }
}
