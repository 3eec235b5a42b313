extension CountersignError.Code {
    // MARK: Challenge

    /// The challenge is not valid UTF-8.
    public static let textNotUTF8 = Self("text_not_utf8")

    // MARK: Hex

    /// No hex digits where some were expected.
    public static let hexEmpty = Self("hex_empty")
    /// An odd number of hex digits.
    public static let hexOddLength = Self("hex_odd_length")
    /// A character that is not one of `0-9a-fA-F`.
    public static let hexDigit = Self("hex_digit")
    /// More hex digits than the value can have.
    public static let hexTooLong = Self("hex_too_long")

    // MARK: Base64

    /// A character outside the Base64 alphabet that was asked for.
    public static let base64Digit = Self("base64_digit")
    /// A length that no Base64 text has, or padding that is missing, misplaced or not allowed.
    public static let base64Padding = Self("base64_padding")
    /// The last character carries bits that no byte uses: another text would decode to the same bytes.
    public static let base64TrailingBits = Self("base64_trailing_bits")

    // MARK: DER of a signature

    /// The DER ends before its lengths say so.
    public static let derTruncated = Self("der_truncated")
    /// The first byte is not 30, the tag of a SEQUENCE.
    public static let derSequenceTag = Self("der_sequence_tag")
    /// Indefinite length (80), which DER forbids.
    public static let derLengthIndefinite = Self("der_length_indefinite")
    /// A length in more bytes than it needs.
    public static let derLengthNotMinimal = Self("der_length_not_minimal")
    /// The SEQUENCE's length disagrees with what it holds.
    public static let derLengthMismatch = Self("der_length_mismatch")
    /// Bytes after the SEQUENCE.
    public static let derTrailingBytes = Self("der_trailing_bytes")
    /// Something after s inside the SEQUENCE.
    public static let derSequenceSurplus = Self("der_sequence_surplus")

    /// r is not an INTEGER (tag 02).
    public static let rTag = Self("r_tag")
    /// r's length byte is impossible.
    public static let rLength = Self("r_length")
    /// r has no bytes.
    public static let rEmpty = Self("r_empty")
    /// r is negative: its sign byte 00 is missing.
    public static let rNegative = Self("r_negative")
    /// r has a superfluous leading zero.
    public static let rLeadingZero = Self("r_leading_zero")
    /// r has more than 32 bytes.
    public static let rTooLong = Self("r_too_long")
    /// r is zero.
    public static let rZero = Self("r_zero")
    /// r is not below the group order n.
    public static let rNotBelowOrder = Self("r_not_below_order")

    /// s is not an INTEGER (tag 02).
    public static let sTag = Self("s_tag")
    /// s's length byte is impossible.
    public static let sLength = Self("s_length")
    /// s has no bytes.
    public static let sEmpty = Self("s_empty")
    /// s is negative: its sign byte 00 is missing.
    public static let sNegative = Self("s_negative")
    /// s has a superfluous leading zero.
    public static let sLeadingZero = Self("s_leading_zero")
    /// s has more than 32 bytes.
    public static let sTooLong = Self("s_too_long")
    /// s is zero.
    public static let sZero = Self("s_zero")
    /// s is not below the group order n.
    public static let sNotBelowOrder = Self("s_not_below_order")

    /// r‖s that is not 64 bytes long.
    public static let signatureLength = Self("signature_length")

    // MARK: Keys

    /// Not a key in the format asked for, or in any known one.
    public static let keyFormat = Self("key_format")
    /// A key, but not a named P-256 key.
    public static let keyCurve = Self("key_curve")
    /// The point is not on the curve, is infinity, or has a coordinate not below p.
    public static let keyPoint = Self("key_point")
    /// The private scalar is not in 1 … n-1.
    public static let keyScalar = Self("key_scalar")
    /// The stored public point is not the private scalar's.
    public static let keyPair = Self("key_pair")
    /// A private key is needed and this one is public.
    public static let keyPublic = Self("key_public")
    /// A public key is needed and this one is private.
    public static let keyPrivate = Self("key_private")
    /// Bytes after the key.
    public static let keyTrailing = Self("key_trailing")
    /// Not JSON in the strict sense.
    public static let json = Self("json")
    /// A JWK without a member that it needs, with one twice, or with a value that a P-256 key cannot have.
    public static let jwkMember = Self("jwk_member")
    /// A key identifier that is not 64 hex digits.
    public static let keyIdentifier = Self("key_identifier")

    // MARK: Passphrases

    /// The key is encrypted and no passphrase was given, or an encrypted format was asked for without one.
    public static let passphraseNeeded = Self("passphrase_needed")
    /// The passphrase is wrong.
    public static let passphraseWrong = Self("passphrase_wrong")
    /// The key derivation is unknown, or costs more than the ceiling.
    public static let kdf = Self("kdf")
    /// The encryption scheme is unknown.
    public static let cipher = Self("cipher")
    /// The authentication tag or the padding is wrong.
    public static let authentication = Self("authentication")

    // MARK: The machine

    /// A value that no call accepts, such as a passphrase for a format that is not encrypted.
    public static let argument = Self("argument")
    /// An output buffer was too small.
    public static let buffer = Self("buffer")
    /// No random bytes could be had.
    public static let random = Self("random")
    /// No memory could be had.
    public static let memory = Self("memory")
    /// libcrypto refused for another reason.
    public static let openssl = Self("openssl")
}
