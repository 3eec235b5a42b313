import CountersignAPI

/// Texts that the books can hold. For SQLite a text ends at its first U+0000: `ada\0x` would find `ada`, and be kept as
/// it. A text with this character is refused where it comes in.
enum StorableText {
    static let refusal = "U+0000 cannot be stored"
    /// What proves something is compared and never kept: with this character it is a wrong one, and counts as that.
    private static let proofs = ["signature", "tan", "token", "code", "otp", "signed_token", "SCAIdentification"]

    static func holds(_ text: String) -> Bool { !text.utf8.contains(0) }

    /// Nil where all texts can be stored.
    static func defect(of value: JSONValue) -> CountersignAPIError? {
        guard let path = unstorable(value.objectValue.map { .object($0.removing(proofs)) } ?? value) else { return nil }
        return CountersignAPIError(
            .invalidValue, reason: refusal, field: path.isEmpty ? nil : path.joined(separator: "."))
    }

    /// Where the first such text stands. Names of members are no texts: the books have them within JSON only, which
    /// escapes the character.
    private static func unstorable(_ value: JSONValue) -> [String]? {
        switch value {
        case .string(let text): return holds(text) ? nil : []
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                if let rest = unstorable(element) { return [String(place)] + rest }
            }
        case .object(let object):
            for member in object.members {
                if let rest = unstorable(member.value) { return [member.name] + rest }
            }
        case .null, .bool, .number: break
        }
        return nil
    }
}
