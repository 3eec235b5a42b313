internal import CountersignAPI

extension HTTPCall {
    /// The call of an operation.
    ///
    /// - Parameters:
    ///   - ids: in the order of the path's parameters.
    ///   - query: pairs; those without a value are left out.
    /// - Throws: ``ClientError`` `invalid_request` for an id that cannot stand in a path and a body that is no JSON.
    init(
        _ endpoint: Endpoint, _ ids: Identifier..., query: [(name: String, value: String?)] = [],
        body: (any Encodable)? = nil
    ) throws(ClientError) {
        var target: String
        do {
            target = try endpoint.path(ids)
            if let body {
                self.body = try WireJSON.encode(body)
                headers = [("content-type", "application/json")]
            }
        } catch {
            throw ClientError(.invalidRequest, reason: error.description, operation: endpoint.name)
        }
        let pairs = query.compactMap { pair in pair.value.map { (name: pair.name, value: $0) } }
        if !pairs.isEmpty { target += "?" + FormBody(pairs).text }
        self.target = target
        operation = endpoint.name
        method = endpoint.method
        isRepeatable = endpoint.method == .get
    }

    /// The call with a bearer token.
    func authorized(_ token: String) -> HTTPCall {
        var call = self
        call.headers.append(("authorization", "Bearer " + token))
        return call
    }
}

extension Page {
    /// The page as parameters of a query.
    var pairs: [(name: String, value: String?)] {
        [(Page.numberName, String(number)), (Page.sizeName, String(size))]
    }
}

extension HTTPAnswer {
    /// - Throws: ``ClientError`` `unreadable_answer` that names the member.
    func decode<T: Decodable>(_ type: T.Type, operation: String) throws(ClientError) -> T {
        do {
            return try WireJSON.decode(type, from: body)
        } catch {
            throw ClientError(
                .unreadableAnswer, reason: "HTTP \(status) with a body that cannot be read: \(error)",
                operation: operation, status: status)
        }
    }
}
