/// The text to sign is the hex of a new key (`device_signature` when a key is added), and the key was signed in
/// another form than that text.
enum KeyTextMistakes {
    static let all: [Mistake] = [
        mistake(.textKeyRawBytes, "the 65 raw bytes of the new key") { $0.x963Representation },
        mistake(.textKeyEncoding, "the raw bytes of the new key's compressed point") { $0.compressedRepresentation },
        mistake(.textKeyEncoding, "the hex of the new key's compressed point") { hex($0.compressedRepresentation) },
        mistake(.textKeyEncoding, "X and Y of the new key as bytes, without the leading 04") {
            Array($0.x963Representation.dropFirst())
        },
        mistake(.textKeyEncoding, "the hex of X and Y of the new key, without the leading 04") {
            hex(Array($0.x963Representation.dropFirst()))
        },
        mistake(.textKeyEncoding, "the new key as SubjectPublicKeyInfo in DER") { $0.spkiDER },
        mistake(.textKeyEncoding, "the hex of the new key's SubjectPublicKeyInfo") { hex($0.spkiDER) },
        mistake(.textKeyEncoding, "the Base64 of the new key's SubjectPublicKeyInfo") {
            Array(Base64.standard.encode($0.spkiDER).utf8)
        },
        mistake(.textKeyEncoding, "the Base64 of the new key's point") {
            Array(Base64.standard.encode($0.x963Representation).utf8)
        },
        mistake(.textKeyEncoding, "the new key in PEM") { Array($0.spkiPEM.utf8) },
        mistake(.textKeyEncoding, "the new key in PEM, without the newline at its end") {
            Array($0.spkiPEM.utf8.dropLast())
        },
    ]

    private static func hex(_ bytes: [UInt8]) -> [UInt8] { Array(Hex.encode(bytes).utf8) }

    private static func mistake(
        _ code: Diagnosis.Code, _ what: String, form: @escaping @Sendable (VerifyingKey) -> [UInt8]
    ) -> Mistake {
        Mistake(
            code, at: .challenge, found: "The signature is over \(what).",
            fix: "Sign the UTF-8 bytes of the new key's hex text, 130 digits, exactly as it is sent in `key`."
        ) { text in
            guard text.count == 130 else { return nil }
            return (try? VerifyingKey(hexPoint: TextForms.string(text))).map(form)
        }
    }
}
