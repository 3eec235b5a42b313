/// The shape in which the bank's published samples show an id: 32 lower-case hex digits and a suffix, or a UUID.
///
/// For whoever makes ids. Readers take every id as it comes (``Identifier``).
public enum IdentifierShape: Sendable, CaseIterable {
    case person, mobileNumber, account, deviceConsent, scaChallenge
    case changeRequest, device, deviceKey, challenge
    /// The samples show no id of these; the suffix is this project's choice.
    case business, transfer, trustedIBAN, webhookSubscription, deviceActivity
    case activationChallenge, deliveryEvent, error

    /// What follows the 32 hex digits; empty where the samples show nothing.
    public var suffix: String {
        switch self {
        case .person: "cper"
        case .mobileNumber: "cmno"
        case .account: "cacc"
        case .deviceConsent: "dcon"
        case .scaChallenge: "scachal"
        case .business: "cbiz"
        case .deviceActivity: "dact"
        case .changeRequest, .device, .deviceKey, .challenge, .transfer, .trustedIBAN, .webhookSubscription: ""
        case .activationChallenge, .deliveryEvent, .error: ""
        }
    }

    /// Whether the id is a version 4 UUID with dashes.
    public var isUUID: Bool {
        switch self {
        case .activationChallenge, .deliveryEvent, .error: true
        default: false
        }
    }

    /// The id that 128 random bits give in this shape.
    public func identifier(high: UInt64, low: UInt64) -> Identifier {
        guard isUUID else { return Identifier(Self.hex(high) + Self.hex(low) + suffix) }
        let digits = Array(
            (Self.hex(high & ~0xF000 | 0x4000) + Self.hex(low & ~(3 << 62) | 2 << 62)).utf8)
        let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32]
        return Identifier(groups.map { String(decoding: digits[$0], as: UTF8.self) }.joined(separator: "-"))
    }

    /// Whether the id has exactly this shape.
    public func matches(_ id: Identifier) -> Bool {
        var bytes = Array(id.text.utf8)
        if isUUID {
            guard bytes.count == 36, [8, 13, 18, 23].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else {
                return false
            }
            bytes.removeAll { $0 == UInt8(ascii: "-") }
        }
        guard bytes.count == 32 + suffix.utf8.count, bytes[32...].elementsEqual(suffix.utf8) else { return false }
        return bytes[..<32].allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
    }

    private static func hex(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
