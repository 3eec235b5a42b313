/// The names under which the documentation gives the text to be signed.
///
/// `string_to_sign` is written; `text_to_sign` (Solaris API reference, Change requests) and `challenge` (the published
/// Elixir client) are read as well.
public enum SignedTextName: String, Sendable, CaseIterable {
    case stringToSign = "string_to_sign"
    case textToSign = "text_to_sign"
    case challenge

    /// The text under the first of the names that is present with a value; nil where none is.
    static func read(from container: KeyedDecodingContainer<WireKey>) throws -> String? {
        for name in allCases {
            if let text = try container.decodeIfPresent(String.self, forKey: WireKey(stringValue: name.rawValue)) {
                return text
            }
        }
        return nil
    }
}
