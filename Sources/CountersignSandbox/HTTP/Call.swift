import CountersignAPI
import Hummingbird
import NIOCore

/// One request to an endpoint, decoded on demand.
protocol EndpointCall: Sendable {
    var endpoint: Endpoint { get }
    var request: Request { get }
    var bytes: [UInt8] { get }
}

/// A request that needs no token.
struct OpenCall: EndpointCall {
    let endpoint: Endpoint
    let request: Request
    let bytes: [UInt8]
    /// Where a fault can drop the call.
    let channel: any Channel
}

/// A request with the bank that its token opens.
struct Call: EndpointCall {
    let endpoint: Endpoint
    let request: Request
    let bytes: [UInt8]
    let namespace: Namespace
}

extension EndpointCall {
    /// The id in a segment of the path.
    /// - Throws: ``BankFault`` 404 for a path with an empty segment, which the router overlooks.
    func id(_ name: String) throws(BankFault) -> Identifier {
        guard let ids = endpoint.ids(in: request.uri.path), let place = endpoint.parameters.firstIndex(of: name) else {
            throw .unknownPath
        }
        // SQLite would cut the id at a NUL and find another one. Nothing has an empty id.
        return StorableText.holds(ids[place].text) ? ids[place] : ""
    }

    /// A parameter of the query; nil where it is absent.
    /// - Throws: ``BankFault`` 400 for a query that cannot be read, or a value that cannot be stored.
    func query(_ name: String) throws(BankFault) -> String? {
        guard let form = FormBody(request.uri.query ?? "") else { throw .invalid(name, "the query cannot be read") }
        guard let text = form[name] else { return nil }
        guard StorableText.holds(text) else { throw .invalid(name, StorableText.refusal) }
        return text
    }

    /// Which part of a list is asked for.
    /// - Throws: ``BankFault`` 400.
    func page() throws(BankFault) -> Page {
        let (number, size) = (try query(Page.numberName), try query(Page.sizeName))
        do {
            return try Page(numberText: number, sizeText: size)
        } catch {
            throw BankFault(error)
        }
    }

    /// One page of a list with its headers.
    func answer(_ body: [some Encodable], _ page: Page, total: Int) throws -> Answer {
        try Answer(endpoint.success[0], body).paged(
            PageHeaders(page: page, total: total, path: request.uri.path))
    }

    /// The endpoint's usual answer with a JSON body.
    func answer(_ body: some Encodable) throws -> Answer { try Answer(endpoint.success[0], body) }
}

extension Call {
    /// The body; an absent one reads as `{}`.
    /// - Throws: ``BankFault`` 400 for a body that is not the documented one, or has a text that cannot be stored.
    func body<T: Decodable>(_ type: T.Type) throws(BankFault) -> T {
        do {
            return try WireJSON.decode(type, from: try JSONBody.storable(bytes))
        } catch {
            throw BankFault(error)
        }
    }
}

extension OpenCall {
    /// The body; an absent one reads as `{}`. Its texts reach no books: a client's are found by the bytes of its id.
    func body<T: Decodable>(_ type: T.Type) throws(BankFault) -> T {
        do {
            return try WireJSON.decode(type, from: try JSONBody.value(of: bytes))
        } catch {
            throw BankFault(error)
        }
    }
}
