import AsyncHTTPClient
import CountersignExchange
import FoundationEssentials
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOPosix

/// The bank behind the proxy.
struct Bank: Sendable {
    /// Headers that could make a bank read the call as another than was judged.
    private static let renaming: Set<String> = [
        "x-http-method", "x-http-method-override", "x-method-override", "x-original-url", "x-rewrite-url",
    ]
    /// The same and those that concern one connection.
    private static let dropped: Set<String> = renaming.union([
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "host", "content-length", "expect", "accept-encoding",
    ])
    private static let ofContent: Set<String> = ["content-type", "content-encoding"]

    static func isRenaming(_ field: HTTPField) -> Bool { renaming.contains(plainName(field)) }

    /// Whether it says what the body is.
    static func isOfContent(_ field: HTTPField) -> Bool { ofContent.contains(plainName(field)) }

    /// Servers that pass headers on as variables (CGI, Rack, WSGI) cannot tell `_` from `-`.
    private static func plainName(_ field: HTTPField) -> String { field.name.canonicalName.replacing("_", with: "-") }

    /// The headers that the caller means for this connection alone (RFC 9110 section 7.6.1).
    private static func ofConnection(_ headers: HTTPFields) -> [String] {
        headers[values: .connection].flatMap { $0.split(separator: ",") }
            .map { $0.filter { $0 != " " && $0 != "\t" }.lowercased().replacing("_", with: "-") }
    }

    private static let answerLimit = 32 << 20

    let client: HTTPClient
    let address: BankAddress
    /// For the head of an answer, and again for its body.
    private let patience: TimeAmount

    /// - Parameter connections: how many there may be at once; who comes then is refused after some seconds.
    init(at address: BankAddress, connections: Int, patience: TimeAmount = .seconds(60)) {
        self.address = address
        self.patience = patience
        var configuration = HTTPClient.Configuration.strict
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        client = HTTPClient(eventLoopGroup: .singletonMultiThreadedEventLoopGroup, configuration: configuration)
    }

    /// An answer whose body did not come to its end, or was too large.
    struct BrokenAnswer: Error {
        let status: Int
        let cause: any Error
    }

    /// What the bank answered.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]
        /// The answer to HEAD of a bank that names no length.
        let isOfUnknownLength: Bool

        static func isSuccess(_ status: Int) -> Bool { (200...299).contains(status) }

        var response: Response {
            if isOfUnknownLength {
                return Response(
                    status: .init(code: status), headers: headers, body: ResponseBody { try await $0.finish(nil) })
            }
            return Response(
                status: .init(code: status), headers: headers,
                body: body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
        }
    }

    /// - Parameters:
    ///   - url: of the request's target.
    ///   - isGuarded: the body was judged as JSON, and is called nothing else: a form may say another thing in the
    ///     same bytes.
    /// - Throws: ``BrokenAnswer`` after its beginning; before that what the connection came to.
    func forward(_ request: Request, to url: String, body: [UInt8], isGuarded: Bool) async throws -> Answer {
        var forwarded = HTTPClientRequest(url: url)
        forwarded.method = .RAW(value: request.method.rawValue)
        let dropped = Self.dropped.union(Self.ofConnection(request.headers))
        for field in request.headers where !dropped.contains(Self.plainName(field)) {
            if isGuarded, Self.isOfContent(field) { continue }
            forwarded.headers.add(name: field.name.rawName, value: field.value)
        }
        if isGuarded, !body.isEmpty { forwarded.headers.add(name: "content-type", value: "application/json") }
        if !body.isEmpty { forwarded.body = .bytes(ByteBuffer(bytes: body)) }
        let response = try await client.execute(forwarded, timeout: patience)
        // Nobody asked for another protocol.
        guard response.status.code >= 200 else { throw HTTPParserError.invalidStatus }
        let status = Int(response.status.code)
        let bytes: [UInt8]
        do {
            // The client's own limit ends with the head.
            bytes = try await withDeadline(of: patience, on: client.eventLoopGroup.any()) {
                Array(buffer: try await response.body.collect(upTo: Self.answerLimit))
            } onExpiry: {
                throw HTTPClientError.deadlineExceeded
            }
        } catch {
            throw BrokenAnswer(status: status, cause: error)
        }
        var headers = HTTPFields()
        for (name, value) in response.headers where !Self.dropped.contains(name.lowercased()) {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        // There is no body that it could be counted from.
        if request.method == .head { headers[.contentLength] = response.headers.first(name: "content-length") }
        return Answer(
            status: status, headers: headers, body: bytes,
            isOfUnknownLength: request.method == .head && headers[.contentLength] == nil)
    }
}
