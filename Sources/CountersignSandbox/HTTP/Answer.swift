import CountersignAPI
import Hummingbird

/// What a route answers before it is put on the wire.
struct Answer: Sendable {
    var status: Int
    var body: [UInt8]
    var headers: HTTPFields = [:]

    /// A JSON body in the exact form of the wire types.
    init(_ status: Int, _ body: some Encodable) throws(CountersignAPIError) {
        self.status = status
        self.body = try WireJSON.encode(body)
        headers[.contentType] = "application/json"
    }

    /// A refusal, with a correlation id of its own.
    init(_ fault: BankFault, shape: ErrorShape, ids: IdentitySource) throws {
        try self.init(fault.httpStatus, fault.body(id: try ids.identifier(.error), shape: shape))
    }

    /// No body: 204 and the like.
    init(_ status: Int) {
        self.status = status
        body = []
    }

    /// The answer with the headers of a page.
    func paged(_ page: PageHeaders) -> Answer {
        var answer = self
        for (name, value) in [
            (PageHeaders.totalName, String(page.total)), (PageHeaders.perPageName, String(page.perPage)),
            (PageHeaders.linkName, page.link),
        ] {
            if let field = HTTPFields.Element.Name(name) { answer.headers[field] = value }
        }
        return answer
    }

    var response: Response {
        var headers = headers
        // The connection is closed after these, see ``BodyReader``: the caller must not send its next request on it.
        if status == 408 || status == 413 { headers[.connection] = "close" }
        // Callers read none behind these, and would take it for the next answer.
        let hasBody = !body.isEmpty && status != 204 && status != 304
        return Response(
            status: .init(code: status), headers: headers,
            body: hasBody ? ResponseBody(byteBuffer: ByteBuffer(bytes: body)) : ResponseBody())
    }
}
