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

    /// No body: 204 and the like.
    init(_ status: Int) {
        self.status = status
        body = []
    }

    var response: Response {
        Response(
            status: .init(code: status), headers: headers,
            body: body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
