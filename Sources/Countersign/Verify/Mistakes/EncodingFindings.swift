import CCountersignEncoding

/// What to say about a signature that is not written as lower-case hex of strict DER.
enum EncodingFindings {
    private static let want = "Send lower-case hex of the DER"

    private static func finding(_ code: Diagnosis.Code, _ found: String, _ fix: String) -> Diagnosis.Finding {
        Diagnosis.Finding(code: code, station: .encoding, found: found + ".", fix: fix + ".")
    }

    // MARK: Text around the bytes

    static let hexTwice = finding(
        .encodingHexTwice, "The field is hex of text: it was hex-encoded after it was text already",
        "Encode once: hex of the DER bytes, not of their hex or Base64")
    static let base64OfHex = finding(
        .encodingBase64OfHex, "The field is the Base64 of a text that holds the signature",
        "Send the hex text itself, without Base64 around it")
    static let hexPrefix = finding(
        .encodingHexPrefix, "The field starts with 0x", "Send the hex digits without 0x")
    static let whitespace = finding(
        .encodingWhitespace, "The field has white space around or inside it",
        "Send the hex digits only: no spaces, no line breaks, no newline at the end")
    static let separators = finding(
        .encodingSeparators, "The field has colons or dashes between its hex digits", "Send the hex digits only")
    static let quoted = finding(
        .encodingQuoted, "The field has quotation marks inside it",
        "Send the hex digits as the JSON string's value, not quoted a second time")

    // MARK: The bytes

    /// Strict or nearly strict DER: nothing to say when it is in hex.
    static func der(in container: SignatureReading.Container) -> [Diagnosis.Finding] {
        switch container {
        case .hex: []
        case .base64: [finding(.encodingDERBase64, "The field is the Base64 of the signature's DER", want)]
        case .binary: [finding(.encodingBinary, "The field holds the raw bytes of the signature's DER", want)]
        }
    }

    static func rs(in container: SignatureReading.Container) -> Diagnosis.Finding {
        let fix =
            "\(want): SEQUENCE { INTEGER r, INTEGER s } (`derRepresentation` in CryptoKit, "
            + "`SHA256withECDSA` in Java; convert what WebCrypto and JOSE give)"
        return switch container {
        case .hex: finding(.encodingRSHex, "The field is the hex of r and s, 32 bytes each, and not of DER", fix)
        case .base64: finding(.encodingRSBase64, "The field is the Base64 of r and s, 32 bytes each", fix)
        case .binary: finding(.encodingBinary, "The field holds the raw bytes of r and s", fix)
        }
    }

    static let rsSignBytes = finding(
        .encodingRSSignBytes, "The field is r and s with sign bytes (00) in front of them, and not DER",
        "\(want): SEQUENCE { INTEGER r, INTEGER s }; a library's DER writer puts the sign bytes where they belong")

    static func rsUnpadded(digits: Int) -> Diagnosis.Finding {
        finding(
            .encodingRSUnpadded,
            "The field is r and s in \(digits) hex digits' worth of bytes: leading zeros were dropped",
            "\(want): SEQUENCE { INTEGER r, INTEGER s }; where r and s stand side by side, write 32 bytes each")
    }

    /// A deviation from DER, with the strict codec's own words on the first one.
    static func lax(_ code: Diagnosis.Code, _ der: [UInt8]) -> Diagnosis.Finding {
        let strict = strictReason(der).map { " (\($0))" } ?? ""
        switch code {
        case .derExtraZero:
            return finding(
                code, "An integer in the DER has a superfluous leading zero\(strict)",
                "Write the shortest form: one 00 in front only where the first bit is set; do not pad to 32 or 33 bytes"
            )
        case .derSignByteMissing:
            return finding(
                code, "An integer in the DER lacks its sign byte, so that it is negative\(strict)",
                "Put 00 in front of r or s where the first bit is set")
        case .derTrailingBytes:
            return finding(
                code, "There are bytes after the signature's two integers\(strict)",
                "Send as many bytes as the signer says it wrote, not its whole buffer")
        default:
            return finding(
                .derLength, "A length in the DER is not the one that DER asks for\(strict)",
                "Write lengths in one byte: the SEQUENCE's counts the bytes after it, an INTEGER's its own")
        }
    }

    private static func strictReason(_ der: [UInt8]) -> String? {
        do throws(CountersignError) {
            _ = try Signature(derRepresentation: der)
            return nil
        } catch {
            return error.reason
        }
    }
}
