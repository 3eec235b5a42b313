/// Other bytes were signed than the text's own.
enum ChallengeMistakes {
    static let all: [Mistake] = whiteSpace + writing + conversion

    private static let asIs = "Sign the text exactly as the bank sent it"

    private static func mistake(
        _ code: Diagnosis.Code, _ found: String, _ fix: String,
        apply: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) -> Mistake {
        Mistake(
            code, at: .challenge, found: found + ".", fix: fix + ".",
            apply: { text in apply(text).flatMap { $0 == text ? nil : $0 } })
    }

    private static let whiteSpace: [Mistake] = [
        added(.textNewlineAdded, after: [0x0A], "a newline (LF) at its end"),
        added(.textCRLFAdded, after: [0x0D, 0x0A], "CR LF at its end"),
        added(.textCRLFAdded, after: [0x0D], "CR at its end"),
        added(.textSpaceAdded, after: [0x20], "a space at its end"),
        added(.textSpaceAdded, before: [0x20], "a space at its start"),
        added(.textSpaceAdded, before: [0x20], after: [0x20], "a space at either end"),
        added(.textSpaceAdded, after: [0x09], "a tab at its end"),
        added(.textNULAdded, after: [0x00], "a zero byte at its end"),
        trimmed("at both ends") { Array($0.trimmingASCIIWhitespace()) },
        trimmed("at its end") { text in
            text.dropLast(text.count - text.trimmingASCIIWhitespace().endIndex)
        },
        trimmed("at its start") { text in Array(text.dropFirst(text.trimmingASCIIWhitespace().startIndex)) },
    ]

    private static func added(
        _ code: Diagnosis.Code, before: [UInt8] = [], after: [UInt8] = [], _ what: String
    ) -> Mistake {
        mistake(
            code, "The signature is over the text with \(what)",
            "\(asIs), without adding anything (`printf %s` instead of `echo`; the string's length instead of its buffer's)"
        ) { before + $0 + after }
    }

    private static func trimmed(_ place: String, apply: @escaping @Sendable ([UInt8]) -> [UInt8]?) -> Mistake {
        mistake(
            .textTrimmed, "The signature is over the text without the white space \(place)",
            "\(asIs): white space belongs to it, so do not trim", apply: apply)
    }

    private static let writing: [Mistake] = [
        quoted(0x22, "double quotation marks"),
        quoted(0x27, "single quotation marks"),
        utf16("little endian, without a byte order mark", bigEndian: false, mark: false),
        utf16("big endian, without a byte order mark", bigEndian: true, mark: false),
        utf16("little endian, with a byte order mark", bigEndian: false, mark: true),
        utf16("big endian, with a byte order mark", bigEndian: true, mark: true),
        mistake(
            .textBOM, "The signature is over the text with a UTF-8 byte order mark in front",
            "Encode the text as UTF-8 without a byte order mark"
        ) { [0xEF, 0xBB, 0xBF] + $0 },
        mistake(
            .textLatin1, "The signature is over the text in ISO 8859-1",
            "Encode the text as UTF-8 before hashing; do not use the platform's default character set",
            apply: { text in
                let scalars = TextForms.string(text).unicodeScalars
                return scalars.allSatisfy { $0.value < 256 } ? scalars.map { UInt8($0.value) } : nil
            }),
        caseChanged("upper") { TextForms.string($0).uppercased() },
        caseChanged("lower") { TextForms.string($0).lowercased() },
        normalised("composed (NFC)", TextForms.composed),
        normalised("decomposed (NFD)", TextForms.decomposed),
        dashes("without its dashes", TextForms.withoutDashes),
        dashes("with the dashes of a UUID put in", TextForms.withUUIDDashes),
        mistake(
            .textLeadingZerosLost, "The signature is over the text without its leading zeros",
            "Keep the OTP as text from the SMS to the signature; never as a number",
            apply: TextForms.withoutLeadingZeros),
        mistake(
            .textEmpty, "The signature is over an empty text",
            "Pass the text of the challenge to the signer: the variable was empty when it signed"
        ) { _ in [] },
    ]

    private static func quoted(_ mark: UInt8, _ name: String) -> Mistake {
        mistake(
            .textQuoted, "The signature is over the text inside \(name)",
            "Sign the value of the JSON string, not its JSON encoding: decode the body first"
        ) { [mark] + $0 + [mark] }
    }

    private static func utf16(_ name: String, bigEndian: Bool, mark: Bool) -> Mistake {
        mistake(
            .textUTF16, "The signature is over the text in UTF-16, \(name)",
            "Encode the text as UTF-8 before hashing (`Encoding.UTF8`, not `Encoding.Unicode`)",
            apply: { TextForms.utf16($0, bigEndian: bigEndian, mark: mark) })
    }

    private static func caseChanged(_ name: String, _ apply: @escaping @Sendable ([UInt8]) -> String) -> Mistake {
        mistake(
            .textCaseChanged, "The signature is over the text in \(name) case", "\(asIs): do not change its case",
            apply: { Array(apply($0).utf8) })
    }

    private static func normalised(_ form: String, _ apply: @escaping @Sendable ([UInt8]) -> [UInt8]) -> Mistake {
        mistake(
            .textNormalised, "The signature is over the text normalised to \(form) characters",
            "\(asIs): do not normalise it", apply: apply)
    }

    private static func dashes(_ how: String, _ apply: @escaping @Sendable ([UInt8]) -> [UInt8]?) -> Mistake {
        mistake(
            .textDashes, "The signature is over the text \(how)",
            "\(asIs): a text is not a UUID, even when it looks like one", apply: apply)
    }

    private static let conversion: [Mistake] = [
        decoded(.textHexDecoded, "that the text is the hex of", TextForms.hexDecoded),
        decoded(.textHexDecoded, "of the UUID that the text looks like", TextForms.uuidBytes),
        decoded(
            .textHexDecoded, "of the UUID that the text looks like, in the mixed byte order of a .NET Guid",
            TextForms.guidBytes),
        decoded(.textBase64Decoded, "that the text is the Base64 of", TextForms.base64Decoded),
        encoded(.textHexEncoded, "lower-case hex") { Array(Hex.encode($0).utf8) },
        encoded(.textHexEncoded, "upper-case hex") { Array(Hex.encode($0).uppercased().utf8) },
        encoded(.textBase64Encoded, "Base64") { Array(Base64.standard.encode($0).utf8) },
        encoded(.textBase64Encoded, "base64url") { Array(Base64.url.encode($0).utf8) },
    ]

    private static func decoded(
        _ code: Diagnosis.Code, _ what: String, _ apply: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) -> Mistake {
        mistake(
            code, "The signature is over the bytes \(what)",
            "Sign the UTF-8 bytes of the text itself, whatever it looks like: do not decode it", apply: apply)
    }

    private static func encoded(
        _ code: Diagnosis.Code, _ name: String, _ apply: @escaping @Sendable ([UInt8]) -> [UInt8]?
    ) -> Mistake {
        mistake(
            code, "The signature is over the \(name) of the text",
            "Sign the UTF-8 bytes of the text itself: do not encode it first", apply: apply)
    }
}
