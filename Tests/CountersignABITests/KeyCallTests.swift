import CCountersign
import Countersign
import CountersignTestSupport
import Testing

@Suite("C interface: keys")
struct KeyCallTests {
    private static let formats: [(KeyFormat, countersign_format)] = zip(
        KeyFormat.allCases,
        [
            COUNTERSIGN_FORMAT_PKCS8_PEM, COUNTERSIGN_FORMAT_PKCS8_DER, COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM,
            COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_DER, COUNTERSIGN_FORMAT_SEC1_PEM, COUNTERSIGN_FORMAT_SEC1_DER,
            COUNTERSIGN_FORMAT_SCALAR, COUNTERSIGN_FORMAT_X963_PRIVATE, COUNTERSIGN_FORMAT_JWK_PRIVATE,
            COUNTERSIGN_FORMAT_SPKI_PEM, COUNTERSIGN_FORMAT_SPKI_DER, COUNTERSIGN_FORMAT_POINT,
            COUNTERSIGN_FORMAT_POINT_COMPRESSED, COUNTERSIGN_FORMAT_HEX_POINT, COUNTERSIGN_FORMAT_HEX_POINT_COMPRESSED,
            COUNTERSIGN_FORMAT_JWK,
        ]
    ).map { ($0, $1) }

    private func description(_ key: countersign_handle) -> (isPrivate: Bool, identifier: String, point: String) {
        var found = countersign_key_description()
        #expect(answer { countersign_key_describe(key, &found, &$0) }.status == COUNTERSIGN_OK)
        return (
            found.is_private == 1,
            withUnsafeBytes(of: found.identifier) { String(decoding: $0.dropLast(), as: UTF8.self) },
            withUnsafeBytes(of: found.point) { String(decoding: $0.dropLast(), as: UTF8.self) }
        )
    }

    @Test func readsItsOwnExports_inEveryFormat() throws {
        let key = try newKey()
        defer { close(key) }
        let original = description(key)
        #expect(original.isPrivate)
        #expect(Self.formats.count == 16)
        for (format, number) in Self.formats {
            let passphrase = format.isEncrypted ? "a phrase" : nil
            let written = exported(key, number, passphrase: passphrase)
            #expect(written.answer.status == COUNTERSIGN_OK, "\(format): \(written.answer)")
            if format.isText { #expect(written.end == 0, "\(format) ends in a NUL") }
            let (answer, copy, found) = imported(written.bytes, passphrase: passphrase.map { Array($0.utf8) })
            #expect(answer.status == COUNTERSIGN_OK && answer.code == "ok" && answer.reason.isEmpty, "\(answer)")
            #expect(found == number, "\(format)")
            let copied = description(copy)
            #expect(copied.point == original.point && copied.identifier == original.identifier, "\(format)")
            #expect(copied.isPrivate == format.isPrivate, "\(format)")
            close(copy)
        }
    }

    @Test func writesWhatSwiftWrites_inTheFormatsThatHaveNoChance() throws {
        let scalar = [UInt8](repeating: 0, count: 31) + [7]
        let swift = try SigningKey(scalar: scalar)
        let (_, key, _) = imported(scalar)
        defer { close(key) }
        for (format, number) in Self.formats where !format.isEncrypted {
            #expect(try exported(key, number).bytes == swift.representation(format), "\(format)")
        }
        #expect(description(key).identifier == swift.verifyingKey.identifier.hex)
        #expect(description(key).point == swift.verifyingKey.hexPoint)
    }

    @Test("reads the keys of keys.json that are good, and names what is wrong with all other")
    func agreesWithTheKeyVectors() throws {
        let file = try OwnVectors("keys.json")
        let members: Set = ["format", "bytes", "passphrase", "status", "any", "private", "point"]
        let ran = try file.forEach(members: members) { row in
            let expected = try row.string(row.has("any") ? "any" : "status")
            let passphrase = row.has("passphrase") ? Array(try row.string("passphrase").utf8) : nil
            let (answer, key, _) = try imported(row.bytes("bytes"), passphrase: passphrase)
            #expect(answer.code == expected, "\(row.place): \(answer)")
            #expect((answer.status == COUNTERSIGN_OK) == (key != 0), "\(row.place)")
            guard answer.status == COUNTERSIGN_OK else {
                #expect(!answer.reason.isEmpty, "\(row.place)")
                return
            }
            let found = description(key)
            close(key)
            if row.has("point"), try row.string("status") == "ok" {
                #expect(try found.point == row.bytes("point").hexDigits, "\(row.place)")
                #expect(try found.isPrivate == row.bool("private"), "\(row.place)")
            }
        }
        #expect(ran == 349)
    }

    @Test func refusesPassphrases_thatAreMissingWrongOrOfNoUse() throws {
        let key = try newKey()
        defer { close(key) }
        let encrypted = COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_DER
        #expect(exported(key, encrypted).answer.status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
        #expect(exported(key, COUNTERSIGN_FORMAT_SPKI_DER, passphrase: "x").answer.status == COUNTERSIGN_ERROR_ARGUMENT)
        let written = exported(key, encrypted, passphrase: "right").bytes
        #expect(imported(written).0.status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
        let wrong = imported(written, passphrase: Array("wrong".utf8))
        #expect(wrong.0.status == COUNTERSIGN_ERROR_PASSPHRASE_WRONG && wrong.1 == 0)
        #expect(!wrong.0.reason.contains("wrong") || wrong.0.reason.contains("passphrase"))
    }

    @Test func refusesToSignOrWriteThePrivateHalf_whenTheKeyIsPublic() throws {
        let key = try newKey()
        let point = exported(key, COUNTERSIGN_FORMAT_HEX_POINT).bytes
        close(key)
        let (_, publicKey, format) = imported(point)
        defer { close(publicKey) }
        #expect(format == COUNTERSIGN_FORMAT_HEX_POINT)
        #expect(exported(publicKey, COUNTERSIGN_FORMAT_SCALAR).answer.status == COUNTERSIGN_ERROR_KEY_PUBLIC)
        #expect(exported(publicKey, COUNTERSIGN_FORMAT_SCALAR).bytes.isEmpty)
        let signing = output { countersign_sign(publicKey, "1", 1, $0, $1, $2, &$3) }
        #expect(signing.answer.status == COUNTERSIGN_ERROR_KEY_PUBLIC && signing.length == 0 && signing.end == 0)
    }
}
