import CountersignAPI
import Hummingbird

/// One request as a route sees it: decoded on demand, with the bank it is for.
struct Call: Sendable {
    let endpoint: Endpoint
    let namespace: Namespace
    let request: Request
    let parameters: Parameters
    let bytes: [UInt8]

    /// The id in a segment of the path.
    func id(_ name: String) throws(BankFault) -> Identifier {
        let names = endpoint.parameters
        guard let ids = endpoint.ids(in: request.uri.path), let place = names.firstIndex(of: name) else {
            throw .missing(name)
        }
        return ids[place]
    }

    /// The body; an absent one reads as `{}`.
    func body<T: Decodable>(_ type: T.Type) throws(BankFault) -> T {
        do {
            return try WireJSON.decode(type, from: bytes.isEmpty ? Array("{}".utf8) : bytes)
        } catch {
            throw BankFault(error)
        }
    }

    /// The endpoint's usual answer with a JSON body.
    func answer(_ body: some Encodable) throws -> Answer { try Answer(endpoint.success[0], body) }
}
