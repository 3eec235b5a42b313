import CountersignAPI
import Hummingbird

/// One request as a route sees it: decoded on demand, with the bank it is for.
struct Call: Sendable {
    let namespace: Namespace
    let request: Request
    let parameters: Parameters
    let bytes: [UInt8]

    /// A segment of the path.
    func id(_ name: String) throws(BankFault) -> Identifier {
        guard let text = parameters.get(name)?.removingPercentEncoding(), !text.isEmpty else {
            throw .missing(name)
        }
        return Identifier(text)
    }

    /// The body; an absent one reads as `{}`.
    func body<T: Decodable>(_ type: T.Type) throws(BankFault) -> T {
        do {
            return try WireJSON.decode(type, from: bytes.isEmpty ? Array("{}".utf8) : bytes)
        } catch {
            throw BankFault(error)
        }
    }

    /// A query parameter, percent-decoded.
    func query(_ name: String) -> String? { request.uri.queryParameters.get(name) }
}

extension String {
    /// Nil when an escape is broken or the bytes are no UTF-8.
    fileprivate func removingPercentEncoding() -> String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(rest.prefix(2)) ?? "", radix: 16),
                rest.prefix(2).allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") })
            else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
