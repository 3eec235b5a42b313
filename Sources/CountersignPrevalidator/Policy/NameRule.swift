import CountersignAPI

/// What may name a key, a device, a challenge or a purpose: 1 to 256 bytes without control characters.
enum NameRule {
    /// Bytes.
    static let longest = 256

    /// - Throws: ``PrevalidatorError`` `invalid_value`.
    static func check(_ name: String, _ field: String) throws {
        guard (1...longest).contains(name.utf8.count), name.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw PrevalidatorError(
                .invalidValue, "expected 1 to \(longest) bytes without control characters", field: field)
        }
    }

    static func check(_ name: Identifier?, _ field: String) throws {
        if let name { try check(name.text, field) }
    }
}
