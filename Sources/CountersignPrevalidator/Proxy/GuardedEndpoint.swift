import CountersignAPI

/// The calls of the bank's API whose signatures are judged, or from whose answers something is learned.
enum GuardedEndpoint {
    static let all: [Endpoint] =
        [
            .confirmChangeRequest, .verifyDeviceChallenge, .verifySignatureChallenge, .addDeviceKey, .bindDevice,
            .authorizeChangeRequest, .createDeviceChallenge, .deleteDevice,
        ] + Endpoint.dialect

    private static let patterns = all.map(PathPattern.init(_:))
    private static let writing = patterns.filter { $0.endpoint.method != .get }

    /// Bytes of a query with a call that writes; no documented one has any.
    private static let longestQuery = 2048

    /// What a request comes to.
    enum Match: Equatable {
        case guarded(Endpoint, [Identifier])
        /// Nothing that concerns the pre-validator.
        case other
        /// What one server may take for a guarded call and another may not; with what was expected instead.
        case disguised(String)
    }

    /// - Parameter target: path and query as they stand in the request.
    static func match(_ method: String, _ target: String) -> Match {
        let method = method.uppercased()
        // HTTP libraries take no answer to it for one with a body, and read the body as the next caller's answer.
        guard method != "CONNECT" else { return .disguised("expected any method but CONNECT") }
        let path = String(Substring(target.utf8.prefix { $0 != UInt8(ascii: "?") }))
        guard !target.utf8.contains(UInt8(ascii: "#")), let segments = TargetSegments.of(path: path) else {
            return .disguised(
                "expected a path from its first slash on, without a fragment, its segments of visible ASCII, encoded "
                    + #"once at most, without / \ % ; ? #, none of them empty or of dots, and at most 32"#)
        }
        var isKnown = false
        for endpoint in all {
            guard let ids = endpoint.ids(in: path) else { continue }
            isKnown = true
            guard endpoint.method.rawValue == method else { continue }
            guard path.utf8.count == target.utf8.count else { return expected(endpoint, "without a query") }
            return .guarded(endpoint, ids)
        }
        // Who reads confirms nothing, and the bank may know more such calls than are known here.
        let isReading = ["GET", "HEAD", "OPTIONS"].contains(method)
        if isReading, isKnown { return .other }
        if let pattern = patterns.first(where: { $0.resembles(segments) }) {
            return expected(pattern.endpoint, "in this spelling")
        }
        guard !isReading else { return .other }
        if let pattern = writing.first(where: { $0.begins(segments[...]) }) {
            return expected(pattern.endpoint, "and nothing behind it")
        }
        if let pattern = writing.first(where: { $0.isWithin(segments.dropFirst()) }) {
            return expected(pattern.endpoint, "and nothing before it")
        }
        guard target.utf8.count - path.utf8.count <= longestQuery else {
            return .disguised("expected a query of at most \(longestQuery) bytes with \(method)")
        }
        let routes = TargetSegments.routes(inQueryOf: target)
        if let pattern = writing.first(where: { routes.contains(where: $0.isWithin(_:)) }) {
            return expected(pattern.endpoint, "and not in a query")
        }
        return .other
    }

    private static func expected(_ endpoint: Endpoint, _ how: String) -> Match {
        .disguised("expected \(endpoint.method.rawValue) \(endpoint.template) \(how)")
    }
}
