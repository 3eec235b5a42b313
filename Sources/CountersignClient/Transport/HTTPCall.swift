internal import CountersignAPI
internal import NIOHTTP1

/// One call: what is sent.
struct HTTPCall: Sendable {
    /// The operation's name, for messages.
    var operation: String
    var method: Endpoint.Method
    /// Path and query below the address of the server.
    var target: String
    var headers: [(name: String, value: String)] = []
    var body: [UInt8]?
    /// How long it may take; nil for the configured time.
    var timeout: Duration?
    /// Whether doing it twice does no harm, so that it may be sent again when it was not answered.
    var isRepeatable = false
}

/// What came back, whatever its status.
struct HTTPAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: [UInt8]

    var isSuccess: Bool { (200...299).contains(status) }

    /// The value of the first header of that name, in any case.
    func header(_ name: String) -> String? { headers.first(name: name) }
}
