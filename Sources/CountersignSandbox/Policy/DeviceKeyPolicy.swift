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
            throw .invalid("key", "\(expected), found \(text.utf8.count) characters\(hint(about: text))")
        }
        do {
            return try VerifyingKey(hexPoint: text)
        } catch {
            throw .invalid("key", "\(expected): \(error.reason)")
        }
    }

    /// No key in any text form is longer.
    private static let longestKey = 2048

    /// What the diagnosis makes of a key that is not in the bank's form: compressed, SPKI, PEM, Base64 and so on.
    private static func hint(about text: String) -> String {
        guard text.utf8.count <= longestKey,
            let diagnosis = try? Diagnosis(of: [UInt8](), for: "", underKeyAsSent: Array(text.utf8)),
            let finding = diagnosis.findings.first(where: { $0.code.description.hasPrefix("key_") })
        else { return "" }
        return ". " + finding.found
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
