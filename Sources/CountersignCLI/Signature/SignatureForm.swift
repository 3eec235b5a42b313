internal import ArgumentParser
internal import Countersign

/// The ways a signature is read and written: the core's texts, and the two forms in bytes.
enum SignatureForm: String, CaseIterable, ExpressibleByArgument {
    case derHex = "der-hex"
    case derBase64 = "der-base64"
    case der
    case rsHex = "rs-hex"
    case rsBase64 = "rs-base64"
    case rsBase64URL = "rs-base64url"
    case rs

    /// The core's name for a form in text; nil for bytes.
    var encoding: SignatureEncoding? { SignatureEncoding(rawValue: rawValue) }

    /// Reads a signature in this form.
    ///
    /// - Throws: what is wrong with it.
    func read(_ bytes: [UInt8]) throws(CLIError) -> Signature {
        do {
            if let encoding {
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw CLIError(.notUTF8, "signature: expected text (\(rawValue)), found bytes that are not UTF-8")
                }
                return try Signature(text, encoding: encoding)
            }
            return self == .der
                ? try Signature(derRepresentation: bytes) : try Signature(rawRepresentation: bytes)
        } catch let error as CountersignError {
            throw CLIError(error, about: "signature as \(rawValue)")
        } catch {
            throw CLIError(any: error)
        }
    }

    /// Reads a signature in whichever form fits; the bytes of DER and r ‖ s are recognised too.
    ///
    /// - Throws: what is wrong with it as a `signature` field.
    static func detect(_ bytes: [UInt8]) throws(CLIError) -> (Signature, SignatureForm) {
        if let signature = try? Signature(derRepresentation: bytes) { return (signature, .der) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return (try SignatureForm.rs.read(bytes), .rs)
        }
        do {
            let (signature, encoding) = try Signature.detect(text)
            return (signature, SignatureForm(rawValue: encoding.rawValue) ?? .derHex)
        } catch {
            throw CLIError(error, about: "signature")
        }
    }

    /// The signature in this form: the bytes themselves, or text without a final newline.
    func bytes(of signature: Signature) -> [UInt8] {
        guard let encoding else {
            return self == .der ? signature.derRepresentation : signature.rawRepresentation
        }
        return Array(signature.text(encoding).utf8)
    }
}
