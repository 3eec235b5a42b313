#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Client id and secret as HTTP Basic carries them to `POST /oauth2/token`.
public struct ClientCredentials: Sendable, CustomStringConvertible {
    public let clientID: String
    public let clientSecret: String

    public init(clientID: String, clientSecret: String) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// Reads an `Authorization` header of the scheme Basic, whose name may be in any case; nil for anything else.
    public init?(authorization: String) {
        let parts = authorization.utf8.split(separator: UInt8(ascii: " "), maxSplits: 1)
        guard parts.count == 2, String(decoding: parts[0], as: UTF8.self).lowercased() == "basic",
            let bytes = Data(base64Encoded: String(decoding: parts[1], as: UTF8.self)),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let id = String(validating: bytes[..<colon], as: UTF8.self),
            let secret = String(validating: bytes[bytes.index(after: colon)...], as: UTF8.self)
        else { return nil }
        self.init(clientID: id, clientSecret: secret)
    }

    /// The `Authorization` header's value.
    public var authorization: String { "Basic " + Data("\(clientID):\(clientSecret)".utf8).base64EncodedString() }

    /// The id only: a secret does not belong in a log.
    public var description: String { "client \(clientID)" }
}
