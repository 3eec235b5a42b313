import CountersignPrimitives

/// A file of phones: one AEAD container around all of them.
///
/// ```
/// "CSPHONES"   8 bytes
/// version      2 bytes, big endian: 3; 2 has the policies as texts, and 1 lacks the pending binding of a phone, too
/// kdf          4 bytes: algorithm, log₂ N, r, p
/// salt        16 bytes, for the life of the file
/// nonce       12 bytes, new for each write
/// sealed      AES-256-GCM of the phones, its tag last; all of the above is authenticated with it
/// checksum    32 bytes: SHA-256 of all of the above, in every version of the format
/// ```
///
/// The checksum tells a damaged file from a wrong passphrase; against a deliberate change it is the tag that stands.
/// That a whole file was put back to an older state of itself is not found.
struct Container: Sendable {
    static let magic = Array("CSPHONES".utf8)
    static let version = 3
    static let saltLength = 16
    static let checksumLength = 32
    private static let headerLength = 14 + saltLength + AuthenticatedCipher.nonceLength

    let kdf: StoreKDF
    let salt: [UInt8]
    private let version: Int
    private let header: [UInt8]
    private let sealed: [UInt8]
    private var nonce: [UInt8] { Array(header.suffix(AuthenticatedCipher.nonceLength)) }

    /// Reads the outside of a file.
    ///
    /// - Throws: ``DeviceError`` `store_corrupt`, `store_version`, `store_kdf`.
    init(_ bytes: [UInt8]) throws(DeviceError) {
        let least = Self.headerLength + AuthenticatedCipher.tagLength + Self.checksumLength
        guard bytes.starts(with: Self.magic) else {
            throw DeviceError(
                .storeCorrupt, "expected a file of phones, found \(bytes.isEmpty ? "an empty file" : "another file")")
        }
        guard bytes.count >= least else {
            throw DeviceError(.storeCorrupt, "expected at least \(least) bytes, found \(bytes.count)")
        }
        let body = Array(bytes.dropLast(Self.checksumLength))
        guard try Self.checksum(body) == Array(bytes.suffix(Self.checksumLength)) else {
            throw DeviceError(.storeCorrupt, "the file's checksum is wrong: it was truncated or damaged")
        }
        version = Int(bytes[8]) << 8 | Int(bytes[9])
        guard (1...Self.version).contains(version) else {
            throw DeviceError(
                .storeVersion,
                "expected a file of version 1 to \(Self.version), found version \(version): "
                    + (version == 0 ? "no tool wrote it" : "a newer tool wrote it"))
        }
        kdf = try StoreKDF(Array(bytes[10..<14]))
        salt = Array(bytes[14..<(14 + Self.saltLength)])
        header = Array(bytes[..<Self.headerLength])
        sealed = Array(body.dropFirst(Self.headerLength))
    }

    /// The phones.
    ///
    /// - Throws: ``DeviceError`` `passphrase_wrong` where key and file do not belong together.
    func open(_ key: SecretBytes) throws(DeviceError) -> DeviceBook {
        let plain: SecretBytes
        do {
            plain = try AuthenticatedCipher.open(sealed, key: key, nonce: nonce, associated: header)
        } catch {
            guard kdf != .none else { throw DeviceError(.storeCorrupt, "the file was changed") }
            throw DeviceError(.passphraseWrong, "the passphrase is wrong")
        }
        return try RecordReader.book(of: plain, version: version)
    }

    /// A whole file.
    ///
    /// - Throws: ``DeviceError`` `store_io` where there is no randomness.
    static func seal(
        _ book: DeviceBook, key: SecretBytes, kdf: StoreKDF, salt: [UInt8]
    ) throws(DeviceError) -> [UInt8] {
        let plain = try RecordWriter.bytes(of: book)
        do {
            let nonce = try Random.bytes(AuthenticatedCipher.nonceLength)
            let header = magic + [UInt8(version >> 8), UInt8(version & 0xFF)] + kdf.bytes + salt + nonce
            let body = header + (try AuthenticatedCipher.seal(plain, key: key, nonce: nonce, associated: header))
            return body + (try checksum(body))
        } catch let error as DeviceError {
            throw error
        } catch {
            throw DeviceError(.storeIO, "sealing the file failed: \(error)")
        }
    }

    private static func checksum(_ bytes: [UInt8]) throws(DeviceError) -> [UInt8] {
        do { return try Hashing.sha256(bytes) } catch { throw DeviceError(.storeIO, error.reason) }
    }
}
