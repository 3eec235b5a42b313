import CCountersignOpenSSL

/// A key as it was found in a file or on a command line, and the format it was in.
public struct ImportedKey: Sendable {
    /// The format that was found.
    public let format: KeyFormat
    /// The private key, where the format holds one.
    public let signingKey: SigningKey?
    /// The public key; of a private key, its public half.
    public let verifyingKey: VerifyingKey

    /// No P-256 key in any format comes near this.
    private static let maximumLength = 65_536

    /// Reads a key in whichever format the bytes are, private or public.
    ///
    /// White space around text is allowed; bytes after the key are not.
    ///
    /// - Parameters:
    ///   - bytes: the key as it was found, text or not.
    ///   - passphrase: for an encrypted key; ignored by one that is not.
    /// - Throws: ``CountersignError/Code/keyFormat`` when nothing fits, ``CountersignError/Code/passphraseNeeded``,
    ///   ``CountersignError/Code/passphraseWrong``, and what is wrong with the key otherwise.
    public init(
        anyRepresentation bytes: some Sequence<UInt8>, passphrase: [UInt8]? = nil
    ) throws(CountersignError) {
        let bytes = Array(bytes)
        guard bytes.count <= Self.maximumLength else {
            throw CountersignError(
                .keyFormat, reason: "expected a key of at most \(Self.maximumLength) bytes, found \(bytes.count)")
        }
        let text = bytes.trimmingASCIIWhitespace()
        // Raw scalars and points have at most 97 bytes, and one that is all printable has a chance below 2⁻⁴⁰.
        let isPrintable = Self.isPrintable(text)
        let mayBeText = isPrintable || bytes.count > 97
        if mayBeText, text.first == UInt8(ascii: "{") {
            var json = Array(text)
            defer { unsafe countersign_cleanse(&json, json.count) }
            var jwk = try JWK(json: json)
            defer { jwk.cleanse() }
            try self.init(jwk)
        } else if mayBeText, Self.isPEM(text) {
            var block = Array(text)
            defer { unsafe countersign_cleanse(&block, block.count) }
            try self.init(block, passphrase)
        } else if isPrintable {
            let point = try Self.point(hex: String(decoding: text, as: UTF8.self))
            let key = try VerifyingKey(x963Representation: point)
            self.init(public: key, point.count == 33 ? .hexCompressedPoint : .hexPoint)
        } else {
            try self.init(bytes, passphrase)
        }
    }

    /// Reads a public key and refuses a private one.
    init(publicRepresentation bytes: [UInt8]) throws(CountersignError) {
        try self.init(anyRepresentation: bytes)
        guard signingKey == nil else {
            throw CountersignError(
                .keyPrivate, reason: "expected a public key, found a private one (\(format.rawValue))")
        }
    }

    private init(_ jwk: JWK) throws(CountersignError) {
        guard let scalar = jwk.scalar else {
            self.init(public: try VerifyingKey(x963Representation: jwk.point), .jwk)
            return
        }
        // 04 X Y d, so that C also checks that the two halves belong together.
        var pair: [UInt8] = []
        pair.reserveCapacity(jwk.point.count + scalar.count)
        pair += jwk.point
        pair += scalar
        defer { unsafe countersign_cleanse(&pair, pair.count) }
        let read = try KeyHandle.read(pair, format: COUNTERSIGN_KEY_X963_PRIVATE, passphrase: nil)
        try self.init(read.handle, .jwkPrivate)
    }

    /// PEM, DER or bytes of a scalar or a point: C finds out.
    private init(_ bytes: [UInt8], _ passphrase: [UInt8]?) throws(CountersignError) {
        let read = try KeyHandle.read(bytes, format: COUNTERSIGN_KEY_ANY, passphrase: passphrase)
        guard let format = KeyFormat(read.format) else {
            throw CountersignError(.keyFormat, reason: "expected a P-256 key in a known format, found none")
        }
        try self.init(read.handle, format)
    }

    private init(_ handle: KeyHandle, _ format: KeyFormat) throws(CountersignError) {
        if handle.isPrivate {
            self.init(private: try SigningKey(handle), format)
        } else {
            self.init(public: try VerifyingKey(handle), format)
        }
    }

    private init(private key: SigningKey, _ format: KeyFormat) {
        self.format = format
        signingKey = key
        verifyingKey = key.verifyingKey
    }

    private init(public key: VerifyingKey, _ format: KeyFormat) {
        self.format = format
        signingKey = nil
        verifyingKey = key
    }

    /// The bytes of text that can only be the hex of a point.
    private static func point(hex text: String) throws(CountersignError) -> [UInt8] {
        do throws(CountersignError) {
            return try Hex.decode(text)
        } catch {
            throw CountersignError(
                .keyFormat,
                reason: "expected a key as PEM, DER, JWK or hex of a point, found text that is none of them: as hex, "
                    + error.reason,
                offset: error.offset)
        }
    }

    /// Whether there is a PEM block somewhere: other text may stand before it (RFC 7468 section 5.2).
    private static func isPEM(_ text: ArraySlice<UInt8>) -> Bool {
        text.indices.contains { text[$0] == 0x2D && text[$0...].starts(with: "-----BEGIN ".utf8) }
    }

    private static func isPrintable(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }
    }
}

extension [UInt8] {
    /// Without spaces, tabs, CR and LF at either end.
    func trimmingASCIIWhitespace() -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        return self[...].drop(while: isSpace).dropLast(reversed().prefix(while: isSpace).count)
    }
}
