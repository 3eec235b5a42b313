/// One operation of the API: method, path and answers. Clients build addresses from it, the sandbox registers its
/// routes from it, and the API description is checked against it.
public struct Endpoint: Sendable, Hashable {
    public enum Method: String, Sendable, CaseIterable {
        case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE"
    }

    /// Where the path comes from.
    public enum Origin: String, Sendable, CaseIterable {
        /// The bank's reference or guides.
        case documented
        /// The published Elixir client of the same API.
        case dialect
        /// No source gives the path: this project's choice.
        case chosen
    }

    /// Which of the two APIs an operation belongs to.
    public enum API: String, Sendable, CaseIterable {
        case changeRequests, securityV2
    }

    /// The operation's name, as `confirmChangeRequest`.
    public let name: String
    public let method: Method
    /// The path with its parameters in braces, as `/v1/change_requests/{change_request_id}/confirm`.
    public let template: String
    /// Names of the query parameters.
    public let query: [String]
    /// The HTTP statuses of success, the usual one first.
    public let success: [Int]
    /// The HTTP statuses of refusal.
    public let failures: [Int]
    public let origin: Origin
    /// The shape in which the reference prints this endpoint's errors.
    public let errorShape: ErrorShape
    public let api: API
    /// Whether a bearer token is needed.
    public let needsToken: Bool

    package init(
        _ name: String, _ method: Method, _ template: String, query: [String] = [], _ success: Int...,
        failing: [Int] = [], origin: Origin = .documented, errorShape: ErrorShape = .envelope,
        api: API = .changeRequests, needsToken: Bool = true
    ) {
        self.name = name
        self.method = method
        self.template = template
        self.query = query
        self.success = success
        self.origin = origin
        self.errorShape = errorShape
        self.api = api
        self.needsToken = needsToken
        // Any endpoint can meet a bad request, a bad token, an unknown id and a fault of the server. The Security API
        // answers bad tokens with 400 and documents no other status.
        let usual =
            (api == .securityV2 ? [400, 500] : [400, 401, 500])
            + (template.utf8.contains(UInt8(ascii: "{")) ? [404] : [])
        failures = Set(usual + failing).sorted()
    }
}

extension Endpoint {
    /// The names of the path's parameters, in their order.
    public var parameters: [String] { segments.compactMap(\.parameter) }

    private struct Segment {
        let text: Substring
        var parameter: String? { text.first == "{" ? String(text.dropFirst().dropLast()) : nil }
    }

    private var segments: [Segment] { template.split(separator: "/").map(Segment.init(text:)) }

    /// The path for these ids, in the order of ``parameters``, percent-encoded.
    ///
    /// - Throws: ``CountersignAPIError`` `missing_field` where an id is missing or one is too many, `invalid_value` for
    ///   an empty id and for `.` and `..`, which an HTTP client or server would take out of the path.
    public func path(_ ids: Identifier...) throws(CountersignAPIError) -> String { try path(ids) }

    /// The same for an array of ids.
    public func path(_ ids: [Identifier]) throws(CountersignAPIError) -> String {
        let names = parameters
        guard ids.count == names.count else {
            throw CountersignAPIError(
                .missingField, reason: "\(name) expects \(names.count) ids, found \(ids.count)",
                field: names.count > ids.count ? names[ids.count] : nil)
        }
        var rest = ids[...]
        var path = ""
        for segment in segments {
            path += "/"
            guard let parameter = segment.parameter, let id = rest.popFirst() else {
                path += segment.text
                continue
            }
            guard !id.text.isEmpty, id.text != ".", id.text != ".." else {
                throw CountersignAPIError(
                    .invalidValue, reason: "expected an id that can stand in a path, found \"\(id)\"", field: parameter)
            }
            path += PercentEncoding.encode(id.text)
        }
        return path
    }

    /// The ids in a path of this endpoint, in the order of ``parameters``; nil for another path.
    public func ids(in path: String) -> [Identifier]? {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        let segments = segments
        guard parts.count == segments.count else { return nil }
        var ids: [Identifier] = []
        for (part, segment) in zip(parts, segments) {
            if segment.parameter == nil {
                guard part.elementsEqual(segment.text.utf8) else { return nil }
            } else {
                guard !part.isEmpty, let text = PercentEncoding.decode(part, plusIsSpace: false) else { return nil }
                ids.append(Identifier(text))
            }
        }
        return ids
    }
}
