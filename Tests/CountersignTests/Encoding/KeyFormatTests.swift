import Countersign
import CountersignTestSupport
import Testing

@Suite struct KeyFormatTests {
    private static let passphrase = Array("correct horse".utf8)

    @Test func givesTheSameKeyBack_fromEachFormat() throws {
        let key = try SigningKey()
        let challenge: Challenge = "212212"
        for format in KeyFormat.allCases {
            let passphrase = format.isEncrypted ? Self.passphrase : nil
            let bytes = try key.representation(format, passphrase: passphrase)
            let imported = try ImportedKey(anyRepresentation: bytes, passphrase: passphrase)
            #expect(imported.format == format)
            #expect(imported.verifyingKey == key.verifyingKey)
            #expect((imported.signingKey != nil) == format.isPrivate)
            guard let same = imported.signingKey else { continue }
            #expect(try same.representation(.scalar) == key.representation(.scalar))
            #expect(try key.verifyingKey.isValidSignature(same.signature(for: challenge), for: challenge))
        }
    }

    @Test func isText_whenItSaysSo() throws {
        let key = try SigningKey()
        for format in KeyFormat.allCases {
            let bytes = try key.representation(format, passphrase: format.isEncrypted ? Self.passphrase : nil)
            let isASCII = bytes.allSatisfy { $0 < 0x80 }
            #expect(isASCII || !format.isText, "\(format)")
            #expect(bytes.starts(with: "-----BEGIN ".utf8) == format.rawValue.hasSuffix("-pem"))
        }
    }

    @Test func writesPEM_asTheOpenSSLCommandDoes() throws {
        let key = try SigningKey()
        #expect(try key.representation(.spkiPEM) == Array(key.verifyingKey.spkiPEM.utf8))
        let lines = key.verifyingKey.spkiPEM.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "-----BEGIN PUBLIC KEY-----")
        #expect(lines.last == "" && lines.dropLast().last == "-----END PUBLIC KEY-----")
        #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.utf8.count == 64 })
    }

    @Test func asksForAPassphrase_whenTheFormatIsEncrypted() throws {
        let key = try SigningKey()
        for format in KeyFormat.allCases {
            let error = #expect(throws: CountersignError.self) {
                try key.representation(format, passphrase: format.isEncrypted ? nil : Self.passphrase)
            }
            #expect(error?.code == (format.isEncrypted ? .passphraseNeeded : .argument))
        }
    }

    @Test func tellsAMissingPassphraseFromAWrongOne() throws {
        let key = try SigningKey()
        for format in [KeyFormat.pkcs8EncryptedPEM, .pkcs8EncryptedDER] {
            let bytes = try key.representation(format, passphrase: Self.passphrase)
            let missing = #expect(throws: CountersignError.self) { try SigningKey(anyRepresentation: bytes) }
            #expect(missing?.code == .passphraseNeeded)
            for wrong in ["", "Correct horse", "correct horse\n", "correct hors"] {
                let error = #expect(throws: CountersignError.self) {
                    try SigningKey(anyRepresentation: bytes, passphrase: Array(wrong.utf8))
                }
                #expect(error?.code == .passphraseWrong, "\(wrong)")
            }
        }
    }

    @Test func takesAPassphraseByteForByte_evenAnEmptyOne() throws {
        let key = try SigningKey()
        let (composed, decomposed) = (Array("é".utf8), Array("e\u{301}".utf8))
        let bytes = try key.representation(.pkcs8EncryptedDER, passphrase: composed)
        #expect(try SigningKey(anyRepresentation: bytes, passphrase: composed).verifyingKey == key.verifyingKey)
        #expect(throws: CountersignError.self) { try SigningKey(anyRepresentation: bytes, passphrase: decomposed) }
        let empty = try key.representation(.pkcs8EncryptedDER, passphrase: [])
        #expect(try SigningKey(anyRepresentation: empty, passphrase: []).verifyingKey == key.verifyingKey)
        let error = #expect(throws: CountersignError.self) { try SigningKey(anyRepresentation: empty) }
        #expect(error?.code == .passphraseNeeded)
    }

    @Test func refusesAPublicKey_whereAPrivateOneIsNeeded() throws {
        let key = try SigningKey()
        for format in KeyFormat.allCases where !format.isPrivate {
            let error = #expect(throws: CountersignError.self) {
                try SigningKey(anyRepresentation: key.representation(format))
            }
            #expect(error?.code == .keyPublic, "\(format)")
        }
    }

    @Test func refusesBytesAfterTheKey() throws {
        // A scalar of 2… or 3… and a byte more would be a compressed point, one time in two.
        var key = try SigningKey()
        while try [2, 3].contains(key.representation(.scalar)[0]) { key = try SigningKey() }
        let binary: [KeyFormat] = [.pkcs8DER, .sec1DER, .scalar, .x963Private, .spkiDER, .point, .compressedPoint]
        for format in binary + [.hexPoint, .hexCompressedPoint, .jwk, .jwkPrivate] {
            let bytes = try key.representation(format)
            #expect(throws: CountersignError.self, "\(format)") { try ImportedKey(anyRepresentation: bytes + [0x30]) }
        }
    }

    @Test func namesTheByte_thatIsTooMany() throws {
        let bytes = try SigningKey().representation(.pkcs8DER)
        let error = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: bytes + [0x30]) }
        #expect(error?.offset == bytes.count, "\(String(describing: error))")
        let cut = "-----BEGIN PUBLIC KEY-----\nMFkw"
        let torn = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: cut.utf8) }
        #expect(torn?.offset == cut.utf8.count, "\(String(describing: torn))")
        let empty = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: " ".utf8) }
        #expect(empty?.offset == nil, "\(String(describing: empty))")
    }

    @Test func refusesWhatIsNoKey() throws {
        let texts = [
            "", " ", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "0x" + Golden.key,
            Golden.derBase64, "[]", "null", Golden.spkiHex, String(repeating: "04", count: 40_000),
        ]
        for text in texts {
            let error = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: text.utf8) }
            #expect(error?.code == .keyFormat, "\(text.prefix(40)): \(String(describing: error))")
        }
        let noise = [UInt8](repeating: 0xA5, count: 100_000)
        #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: noise) }
    }
}
