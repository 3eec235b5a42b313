import CCountersignOpenSSL

/// A P-256 public key: a point that was checked to lie on the curve.
///
/// Two keys are equal when their points are, however they were written down.
public struct VerifyingKey: Sendable {
    let handle: KeyHandle
    /// The uncompressed point 04 ‖ X ‖ Y, 65 bytes (X9.63, SEC 1 section 2.3.3).
    public let x963Representation: [UInt8]
    /// SHA-256 over ``spkiDER``.
    public let identifier: KeyIdentifier

    /// A key of a handle that holds no private scalar.
    init(_ handle: KeyHandle) throws(CountersignError) {
        self.handle = handle
        x963Representation = handle.point
        identifier = try KeyIdentifier(spki: Self.spkiPrefix + x963Representation)
    }

    /// A key of its SEC 1 point: 04 ‖ X ‖ Y (65 bytes), or 02 or 03 ‖ X (33 bytes).
    ///
    /// - Throws: ``CountersignError/Code/keyFormat`` for any other shape, ``CountersignError/Code/keyPoint`` for a
    ///   point that is not on the curve.
    public init(x963Representation bytes: some Sequence<UInt8>) throws(CountersignError) {
        let bytes = Array(bytes)
        let format = bytes.count == 33 ? COUNTERSIGN_KEY_POINT_COMPRESSED : COUNTERSIGN_KEY_POINT
        guard bytes.count == 33 || bytes.count == 65 else {
            let hint = bytes.count == 64 ? ": X and Y without the leading 04" : ""
            throw CountersignError(
                .keyFormat,
                reason: "expected a point of 65 bytes (04 X Y) or 33 bytes (02 or 03, X), found \(bytes.count)\(hint)")
        }
        try self.init(KeyHandle.read(bytes, format: format, passphrase: nil).handle)
    }

    /// A key of the hex of its point, in either case: `04…` (130 digits) or `02…`, `03…` (66 digits).
    ///
    /// - Throws: what is wrong with the hex, or as ``init(x963Representation:)``.
    public init(hexPoint: String) throws(CountersignError) {
        try self.init(x963Representation: Hex.decode(hexPoint))
    }

    /// A key in whichever public format the bytes are: PEM, DER, point, hex of a point, or JWK.
    ///
    /// White space around text is allowed; bytes after the key are not.
    ///
    /// - Throws: ``CountersignError/Code/keyFormat`` when nothing fits, ``CountersignError/Code/keyPrivate`` for a
    ///   private key, which has no business here, and what is wrong with the key otherwise.
    public init(anyRepresentation bytes: some Sequence<UInt8>) throws(CountersignError) {
        self = try ImportedKey(publicRepresentation: Array(bytes)).verifyingKey
    }
}

extension VerifyingKey: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.x963Representation == b.x963Representation }
    public func hash(into hasher: inout Hasher) { hasher.combine(x963Representation) }
}

extension VerifyingKey: CustomStringConvertible {
    /// `VerifyingKey(` the short identifier `)`.
    public var description: String { "VerifyingKey(\(identifier.short))" }
}
