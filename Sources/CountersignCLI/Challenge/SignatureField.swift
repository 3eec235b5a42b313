internal import Countersign

/// The `signature` field as a command takes it: strict, with a hint for what is nearly one.
enum SignatureField {
    /// Reads hex of strict DER.
    ///
    /// - Throws: the defect; the hint names the encoding where the bytes are a signature in another one.
    static func read(_ bytes: [UInt8]) throws(CLIError) -> Signature {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CLIError(.notUTF8, "signature: expected hex digits, found bytes that are not UTF-8")
        }
        do {
            return try Signature(field: text)
        } catch {
            var hint: String?
            if let (_, encoding) = try? Signature.detect(text) {
                hint = "this is a signature as \(encoding.rawValue); 'countersign signature convert' makes the field"
            }
            throw CLIError(error, about: "signature", hint: hint)
        }
    }
}
