import Countersign
import Hummingbird

/// Knows the callers by their bearer tokens.
///
/// Tokens are looked up by their SHA-256, so that the time of a look-up says nothing about a token.
struct CallerGate: Sendable {
    /// The name of who shows no token where none is asked for.
    static let anonymous = "anonymous"

    private let names: [[UInt8]: String]?

    /// - Parameter callers: tokens by name; nil asks for none.
    init(_ callers: [String: String]?) throws {
        names = try callers.map { callers in
            Dictionary(
                try callers.map { (try Self.digest($0.value), $0.key) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// - Parameter header: the value of the header that carries the token.
    /// - Throws: ``Problem`` 401.
    func caller(_ header: String?) throws -> String {
        guard let names else { return Self.anonymous }
        guard let header, header.utf8.count > 7, header.utf8.prefix(7).lowercasedASCII == Array("bearer ".utf8) else {
            throw Problem.tokenRequired
        }
        let token = String(decoding: header.utf8.dropFirst(7), as: UTF8.self)
        guard let name = names[try Self.digest(token)] else { throw Problem.invalidToken }
        return name
    }

    private static func digest(_ token: String) throws -> [UInt8] {
        try ChallengeDigest(of: Challenge(token)).bytes
    }
}

extension Sequence<UInt8> {
    /// The bytes with A to Z in lower case.
    var lowercasedASCII: [UInt8] { map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 } }
}
