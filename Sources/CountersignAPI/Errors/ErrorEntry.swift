/// One error as a body reports it.
public struct ErrorEntry: Sendable, Hashable {
    /// The error's correlation id.
    public var id: Identifier?
    /// The HTTP status, an integer or a string of digits on the wire.
    public var status: Int?
    public var code: ErrorCode?
    public var title: String?
    /// What happened, under `detail` or `details`.
    public var detail: String?
    /// Which of the two names ``detail`` has on the wire.
    public var detailName: DetailName
    public var source: Source?
    /// A second, more specific code of newer bodies (`telephone_number_not_found`).
    public var errorCode: String?
    /// Every member that this type does not know.
    public var unknownMembers: JSONObject

    /// The name of the member that says what happened.
    public enum DetailName: String, Sendable { case detail, details }

    /// The request's member that is at fault.
    public struct Source: Sendable, Hashable, Codable {
        public var field: String?
        public var message: String?
        public init(field: String?, message: String? = nil) {
            self.field = field
            self.message = message
        }
    }

    public init(
        id: Identifier?, status: Int?, code: ErrorCode?, title: String?, detail: String?,
        detailName: DetailName = .detail, source: Source? = nil, errorCode: String? = nil,
        unknownMembers: JSONObject = [:]
    ) {
        self.id = id
        self.status = status
        self.code = code
        self.title = title
        self.detail = detail
        self.detailName = detailName
        self.source = source
        self.errorCode = errorCode
        self.unknownMembers = unknownMembers
    }

    /// An error of the catalogue, with its status and title. An unpublished code is a 500 without a title.
    public init(
        _ code: ErrorCode, id: Identifier, detail: String, source: Source? = nil, errorCode: String? = nil
    ) {
        let published = PublishedError.of(code)
        self.init(
            id: id, status: published?.status ?? 500, code: code, title: published?.title, detail: detail,
            detailName: code == .invalidSignature ? .details : .detail, source: source, errorCode: errorCode)
    }
}

extension ErrorEntry {
    private static let names = ["id", "status", "code", "title", "detail", "details", "source", "error_code"]

    /// Reads one object. A member of an undocumented type is kept among the unknown ones; nothing is refused.
    init(reading object: JSONObject) {
        id = object["id"]?.stringValue.map(Identifier.init(_:))
        status = object["status"].flatMap { $0.intValue ?? $0.stringValue.flatMap { Int($0) } }
        code = object["code"]?.stringValue.map(ErrorCode.init(rawValue:))
        title = object["title"]?.stringValue
        detailName = object["detail"]?.stringValue == nil && object["details"] != nil ? .details : .detail
        detail = object[detailName.rawValue]?.stringValue
        source = object["source"]?.objectValue.map {
            Source(field: $0["field"]?.stringValue, message: $0["message"]?.stringValue)
        }
        errorCode = object["error_code"]?.stringValue
        unknownMembers = object.removing(Self.names)
        for (name, isRead) in [
            ("id", id != nil), ("status", status != nil), ("code", code != nil), ("title", title != nil),
            ("detail", detailName == .detail && detail != nil),
            ("details", detailName == .details && detail != nil), ("source", source != nil),
            ("error_code", errorCode != nil),
        ] where !isRead {
            if let value = object[name], !value.isNull { unknownMembers[name] = value }
        }
    }

    /// The object in the member order of the documentation; nothing that is nil is written.
    func object(as shape: ErrorShape) -> JSONObject {
        var object = JSONObject()
        object["id"] = id.map { .string($0.text) }
        object["status"] = status.map { shape == .flat ? .string(String($0)) : .number(JSONNumber($0)) }
        object["code"] = code.map { .string($0.rawValue) }
        object["title"] = title.map { .string($0) }
        object[shape == .flat ? detailName.rawValue : "detail"] = detail.map { .string($0) }
        if let source {
            var members = JSONObject()
            members["field"] = source.field.map { .string($0) }
            members["message"] = source.message.map { .string($0) }
            object["source"] = .object(members)
        }
        object["error_code"] = errorCode.map { .string($0) }
        return unknownMembers.isEmpty ? object : object.merging(unknownMembers.removing(object.names))
    }
}
