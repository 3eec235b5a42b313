import Countersign
import CountersignAPI

/// The rules of a device's keys: 130 hex digits of an uncompressed point, one device each.
///
/// Source: Solaris API reference, Device binding.
enum DeviceKeyPolicy {
    /// - Throws: ``BankFault`` 400 whose detail says what was sent instead, where that can be recognised.
    static func key(_ text: String, type: KeyType) throws(BankFault) -> VerifyingKey {
        guard type == .ecdsaP256 else { throw .invalid("key_type", "expected ecdsa-p256") }
        let expected = "expected 130 hex digits of an uncompressed P-256 point"
        guard text.utf8.count == 130, text.utf8.starts(with: "04".utf8) else {
            throw .invalid("key", "\(expected), found \(description(of: text))")
        }
        do {
            return try VerifyingKey(hexPoint: text)
        } catch {
            throw .invalid("key", "\(expected): \(error.reason)")
        }
    }

    /// What a key that is not in the bank's form looks like.
    private static func description(of text: String) -> String {
        let digits = text.utf8.count
        if text.isEmpty { return "an empty text" }
        if text.utf8.starts(with: "0x".utf8) || text.utf8.starts(with: "0X".utf8) { return "a leading 0x" }
        if text.utf8.starts(with: "-----BEGIN".utf8) { return "PEM" }
        if text.utf8.first == UInt8(ascii: "{") { return "a JSON Web Key" }
        if text.utf8.allSatisfy(isHexDigit) {
            switch digits {
            case 66 where text.utf8.starts(with: "02".utf8) || text.utf8.starts(with: "03".utf8):
                return "a compressed point"
            case 128 where (try? VerifyingKey(hexPoint: "04" + text)) != nil: return "X and Y without the leading 04"
            case 182 where text.utf8.starts(with: "30".utf8): return "SPKI (SubjectPublicKeyInfo)"
            case 130: return "130 digits that do not begin with 04"
            default: return "\(digits) hex digits"
            }
        }
        // Base64 of a point has 88 characters, of an SPKI 124; both hold characters that are no hex digits.
        if (try? VerifyingKey(anyRepresentation: Array(text.utf8))) == nil, digits == 88 || digits == 124 {
            return "Base64"
        }
        return "\(digits) characters that are not hex"
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    /// A purpose that was given; an empty one counts as none.
    /// - Throws: ``BankFault`` 400 for an unknown one.
    static func purpose(_ purpose: KeyPurpose?, field: String = "key_purpose") throws(BankFault) -> KeyPurpose? {
        guard let purpose, !purpose.rawValue.isEmpty else { return nil }
        guard purpose.isKnown else { throw .invalid(field, "expected unrestricted or restricted") }
        return purpose
    }

    /// Which key is asked for: the purpose that was named, else the unrestricted key, else what the device has.
    /// - Throws: ``BankFault`` 400 when the device has no such key.
    static func choose(_ named: KeyPurpose?, of purposes: Set<KeyPurpose>) throws(BankFault) -> KeyPurpose {
        let choice = named ?? (purposes.contains(.unrestricted) ? .unrestricted : .restricted)
        guard purposes.contains(choice) else {
            throw .invalid("key_purpose", "the device has no \(choice) key")
        }
        return choice
    }

    /// - Throws: ``BankFault`` 409 when the person has all the devices that are allowed.
    static func requireRoom(devices: Int, limit: Int) throws(BankFault) {
        guard devices < limit else {
            throw BankFault(.recordNotUnique, "The person has \(limit) devices already.", field: "person_id")
        }
    }

    /// 409 for a key that some device has already.
    static let keyIsBound = BankFault(.recordNotUnique, "The key is bound to a device already.", field: "key")
}
