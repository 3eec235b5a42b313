extension Diagnosis {
    /// The stable name of what a diagnosis found. Codes are only ever appended.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        init(_ name: String) { self.name = name }
        /// The lower-case name, as it appears in JSON output and in `vectors/explain.json`.
        public var description: String { name }
    }
}

extension Diagnosis.Code {
    // MARK: Outcomes

    /// The field is this key's signature over this text: nothing is wrong.
    public static let valid = Self("valid")
    /// The signature is well formed and no known mistake explains it: another key, or another text.
    public static let noMatch = Self("no_match")
    /// The field is no signature in any known encoding; what was found names the defect and its place.
    public static let signatureUnreadable = Self("signature_unreadable")
    /// The key is no P-256 public key in any known encoding.
    public static let keyUnreadable = Self("key_unreadable")

    // MARK: Challenge: other bytes were signed than the text's

    /// A newline (LF) was added at the end.
    public static let textNewlineAdded = Self("text_newline_added")
    /// A CR LF, or a lone CR, was added at the end.
    public static let textCRLFAdded = Self("text_crlf_added")
    /// A space or a tab was added at the end, at the start or at both.
    public static let textSpaceAdded = Self("text_space_added")
    /// A zero byte was added at the end (a C string signed with its terminator).
    public static let textNULAdded = Self("text_nul_added")
    /// White space that belongs to the text was trimmed off before signing.
    public static let textTrimmed = Self("text_trimmed")
    /// The text was signed inside quotation marks, double (a JSON string) or single.
    public static let textQuoted = Self("text_quoted")
    /// UTF-16 was signed, little or big endian, with or without a byte order mark.
    public static let textUTF16 = Self("text_utf16")
    /// UTF-8 was signed with a byte order mark in front.
    public static let textBOM = Self("text_bom")
    /// ISO 8859-1 was signed instead of UTF-8.
    public static let textLatin1 = Self("text_latin1")
    /// The text was changed to upper or lower case.
    public static let textCaseChanged = Self("text_case_changed")
    /// The dashes of a UUID were removed, or put in.
    public static let textDashes = Self("text_dashes")
    /// The text was normalised to composed (NFC) or decomposed (NFD) characters.
    public static let textNormalised = Self("text_normalised")
    /// Leading zeros were lost: the text went through a number ("012345" signed as "12345").
    public static let textLeadingZerosLost = Self("text_leading_zeros_lost")
    /// The text was hex-decoded and the bytes were signed (dashes of a UUID dropped first, if there are any).
    public static let textHexDecoded = Self("text_hex_decoded")
    /// The text was decoded from Base64 or base64url and the bytes were signed.
    public static let textBase64Decoded = Self("text_base64_decoded")
    /// The hex of the text's bytes was signed, in lower or upper case.
    public static let textHexEncoded = Self("text_hex_encoded")
    /// The Base64 or base64url of the text's bytes was signed.
    public static let textBase64Encoded = Self("text_base64_encoded")
    /// Nothing at all was signed: the text was empty.
    public static let textEmpty = Self("text_empty")
    /// Another of the texts at hand was signed: the OTP instead of `string_to_sign`, or the reverse.
    public static let textOther = Self("text_other")
    /// The text is the hex of a new key, and the key's 65 raw bytes were signed instead of its hex text.
    public static let textKeyRawBytes = Self("text_key_raw_bytes")
    /// The text is the hex of a new key, and the key was signed in another encoding: compressed, without 04, SPKI
    /// in DER, hex, Base64 or PEM.
    public static let textKeyEncoding = Self("text_key_encoding")

    // MARK: Digest: the text was hashed in another way than once with SHA-256

    /// SHA-256 of SHA-256: a digest was given to a signer that hashes again.
    public static let hashTwice = Self("hash_twice")
    /// SHA-256 of the hex of the digest, in lower or upper case, with or without a newline.
    public static let hashOfHexDigest = Self("hash_of_hex_digest")
    /// SHA-256 of the Base64 of the digest.
    public static let hashOfBase64Digest = Self("hash_of_base64_digest")
    /// The hex of the digest was given as if it were the digest.
    public static let hashHexAsDigest = Self("hash_hex_as_digest")
    /// No hash: the text's own bytes were given as the digest.
    public static let hashNone = Self("hash_none")
    /// SHA-1 instead of SHA-256.
    public static let hashSHA1 = Self("hash_sha1")
    /// SHA-224 instead of SHA-256.
    public static let hashSHA224 = Self("hash_sha224")
    /// SHA-384 instead of SHA-256.
    public static let hashSHA384 = Self("hash_sha384")
    /// SHA-512 instead of SHA-256.
    public static let hashSHA512 = Self("hash_sha512")
    /// SHA3-256 instead of SHA-256.
    public static let hashSHA3 = Self("hash_sha3_256")

    // MARK: ECDSA

    /// Another of the keys at hand made the signature.
    public static let keyOther = Self("key_other")
    /// r and s stand in each other's place.
    public static let rsSwapped = Self("rs_swapped")

    // MARK: Encoding of the signature: not lower-case hex of strict DER

    /// r ‖ s in hex, 128 digits.
    public static let encodingRSHex = Self("encoding_rs_hex")
    /// r ‖ s in Base64 or base64url, with or without padding.
    public static let encodingRSBase64 = Self("encoding_rs_base64")
    /// r ‖ s whose integers were written without their leading zeros, in hex or Base64: short of 64 bytes.
    public static let encodingRSUnpadded = Self("encoding_rs_unpadded")
    /// r ‖ s with sign bytes (00) in front of r, s or both: 65 or 66 bytes.
    public static let encodingRSSignBytes = Self("encoding_rs_sign_bytes")
    /// DER in Base64 or base64url, with or without padding.
    public static let encodingDERBase64 = Self("encoding_der_base64")
    /// The raw bytes of DER or of r ‖ s, not written as text.
    public static let encodingBinary = Self("encoding_binary")
    /// Hex of hex: the field was hex-encoded twice.
    public static let encodingHexTwice = Self("encoding_hex_twice")
    /// Base64 of the hex field.
    public static let encodingBase64OfHex = Self("encoding_base64_of_hex")
    /// `0x` in front of the hex.
    public static let encodingHexPrefix = Self("encoding_hex_prefix")
    /// White space, a newline included, around or inside the field.
    public static let encodingWhitespace = Self("encoding_whitespace")
    /// Colons or dashes between the hex digits.
    public static let encodingSeparators = Self("encoding_separators")
    /// Quotation marks around the field.
    public static let encodingQuoted = Self("encoding_quoted")
    /// A superfluous leading zero in r or s.
    public static let derExtraZero = Self("der_extra_zero")
    /// The sign byte 00 of r or s is missing, so that the integer is negative.
    public static let derSignByteMissing = Self("der_sign_byte_missing")
    /// Bytes after the DER, or after s inside it.
    public static let derTrailingBytes = Self("der_trailing_bytes")
    /// A length that is not DER: long form where the short one fits, indefinite, or wrong by what it counts.
    public static let derLength = Self("der_length")

    // MARK: Encoding of the key: fine as a key, but not what the bank takes (`04…`, 130 hex digits)

    /// The compressed point, `02…` or `03…`.
    public static let keyCompressed = Self("key_compressed")
    /// X ‖ Y without the leading 04: 64 bytes, 128 digits.
    public static let keyWithoutPrefix = Self("key_without_prefix")
    /// SubjectPublicKeyInfo in hex, Base64 or raw bytes.
    public static let keySPKI = Self("key_spki")
    /// PEM.
    public static let keyPEM = Self("key_pem")
    /// JSON Web Key.
    public static let keyJWK = Self("key_jwk")
    /// The point in Base64 or base64url.
    public static let keyBase64 = Self("key_base64")
    /// The raw bytes of the point, not written as text.
    public static let keyBinary = Self("key_binary")
    /// Hex of the point with `0x`, white space, colons or quotation marks.
    public static let keyDecorated = Self("key_decorated")

    /// Every code, in the order of the road.
    public static let all: [Self] = [
        .valid, .noMatch, .signatureUnreadable, .keyUnreadable,
        .textNewlineAdded, .textCRLFAdded, .textSpaceAdded, .textNULAdded, .textTrimmed, .textQuoted, .textUTF16,
        .textBOM, .textLatin1, .textCaseChanged, .textDashes, .textNormalised, .textLeadingZerosLost,
        .textHexDecoded, .textBase64Decoded, .textHexEncoded, .textBase64Encoded, .textEmpty, .textOther,
        .textKeyRawBytes, .textKeyEncoding,
        .hashTwice, .hashOfHexDigest, .hashOfBase64Digest, .hashHexAsDigest, .hashNone,
        .hashSHA1, .hashSHA224, .hashSHA384, .hashSHA512, .hashSHA3,
        .keyOther, .rsSwapped,
        .encodingRSHex, .encodingRSBase64, .encodingRSUnpadded, .encodingRSSignBytes, .encodingDERBase64,
        .encodingBinary, .encodingHexTwice, .encodingBase64OfHex, .encodingHexPrefix, .encodingWhitespace,
        .encodingSeparators, .encodingQuoted,
        .derExtraZero, .derSignByteMissing, .derTrailingBytes, .derLength,
        .keyCompressed, .keyWithoutPrefix, .keySPKI, .keyPEM, .keyJWK, .keyBase64, .keyBinary, .keyDecorated,
    ]
}
