/// What a device key may be used for. Source: Solaris API reference, Device binding.
public enum KeyPurpose: OpenName {
    /// Usable without the user; the default.
    case unrestricted
    /// Locked behind the user's biometrics or passcode.
    case restricted
    case unknown(String)

    public static let known: [Self] = [.unrestricted, .restricted]

    public var rawValue: String {
        switch self {
        case .unrestricted: "unrestricted"
        case .restricted: "restricted"
        case .unknown(let raw): raw
        }
    }
}

extension KeyedDecodingContainer {
    /// The purpose, where an empty string means "not given", as the reference documents it for device challenges.
    func decodePurpose(forKey key: Key) throws -> KeyPurpose? {
        let purpose = try decodeIfPresent(KeyPurpose.self, forKey: key)
        return purpose?.rawValue.isEmpty == true ? nil : purpose
    }
}
