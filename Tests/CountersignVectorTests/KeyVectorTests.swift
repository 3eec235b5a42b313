import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// keys.json: through the C wrapper in the format that is said, and through the Swift core which finds it out.
struct KeyVectorTests {
    private static let members: Set<String> = [
        "format", "bytes", "passphrase", "status", "any", "private", "point",
    ]
    /// Formats that C does not read: text forms that belong to Swift.
    private static let swiftOnly: Set<KeyFormat> = [.hexPoint, .hexCompressedPoint, .jwk, .jwkPrivate]

    @Test("reads the keys of keys.json that are good, and names what is wrong with all other")
    func agreesWithTheKeyVectors() throws {
        let file = try OwnVectors("keys.json")
        let ran = try file.forEach(members: Self.members) { row in
            guard let format = KeyFormat(rawValue: try row.string("format")) else {
                throw VectorError("\(row.place): unknown format")
            }
            if !Self.swiftOnly.contains(format) { try readInC(row, format) }
            try readInSwift(row)
        }
        #expect(ran == 349)
    }

    private func readInC(_ row: VectorRow, _ format: KeyFormat) throws {
        let bytes = try row.bytes("bytes")
        let passphrase = row.has("passphrase") ? Array(try row.string("passphrase").utf8) : nil
        var key: OpaquePointer?
        var found = COUNTERSIGN_KEY_ANY
        var error = countersign_error()
        let status = withPassphrase(passphrase) { start, count in
            countersign_key_read(bytes, bytes.count, cFormat(format), start, count, &key, &found, &error)
        }
        defer { countersign_key_free(key) }
        let name = String(cString: countersign_status_name(status))
        #expect(try name == row.string("status"), "\(row.place): C said \(name), \(reason(error))")
        #expect(countersign_openssl_queued_errors() == 0, "\(row.place)")
        guard status == COUNTERSIGN_OK else {
            #expect(key == nil, "\(row.place)")
            return
        }
        #expect(found == cFormat(format), "\(row.place)")
        #expect(try (countersign_key_is_private(key) == 1) == row.bool("private"), "\(row.place)")
        var point = [UInt8](repeating: 0, count: Int(COUNTERSIGN_POINT_BYTES))
        countersign_key_point(key, &point)
        #expect(try point == row.bytes("point"), "\(row.place)")
    }

    private func readInSwift(_ row: VectorRow) throws {
        let expected = try row.string(row.has("any") ? "any" : "status")
        let passphrase = row.has("passphrase") ? Array(try row.string("passphrase").utf8) : nil
        do throws(CountersignError) {
            let bytes = (try? row.bytes("bytes")) ?? []
            let key = try ImportedKey(anyRepresentation: bytes, passphrase: passphrase)
            #expect(expected == "ok", "\(row.place): the core read it as \(key.format)")
            if row.has("point"), let point = try? row.bytes("point"), let isPrivate = try? row.bool("private") {
                #expect((try? row.string("format")) == key.format.rawValue, "\(row.place)")
                #expect(key.verifyingKey.x963Representation == point, "\(row.place)")
                #expect((key.signingKey != nil) == isPrivate, "\(row.place)")
            }
        } catch {
            #expect(error.code.description == expected, "\(row.place): the core said \(error.code), \(error.reason)")
        }
    }

    private func withPassphrase<Result>(
        _ passphrase: [UInt8]?, _ body: (UnsafePointer<UInt8>?, Int) -> Result
    ) -> Result {
        guard let passphrase else { return body(nil, 0) }
        // An empty passphrase is a passphrase: its pointer must not be NULL.
        return (passphrase + [0]).withUnsafeBufferPointer { body($0.baseAddress, passphrase.count) }
    }

    private func cFormat(_ format: KeyFormat) -> countersign_key_format {
        switch format {
        case .pkcs8PEM: COUNTERSIGN_KEY_PKCS8_PEM
        case .pkcs8DER: COUNTERSIGN_KEY_PKCS8_DER
        case .pkcs8EncryptedPEM: COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM
        case .pkcs8EncryptedDER: COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER
        case .sec1PEM: COUNTERSIGN_KEY_SEC1_PEM
        case .sec1DER: COUNTERSIGN_KEY_SEC1_DER
        case .scalar: COUNTERSIGN_KEY_SCALAR
        case .x963Private: COUNTERSIGN_KEY_X963_PRIVATE
        case .spkiPEM: COUNTERSIGN_KEY_SPKI_PEM
        case .spkiDER: COUNTERSIGN_KEY_SPKI_DER
        case .point: COUNTERSIGN_KEY_POINT
        case .compressedPoint: COUNTERSIGN_KEY_POINT_COMPRESSED
        case .hexPoint, .hexCompressedPoint, .jwk, .jwkPrivate: COUNTERSIGN_KEY_ANY
        }
    }

    private func reason(_ error: countersign_error) -> String {
        withUnsafeBytes(of: error.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
