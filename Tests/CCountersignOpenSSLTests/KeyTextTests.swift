import CCountersignEncoding
import CCountersignOpenSSL
import Testing

@Suite("PEM that is refused, junk and arguments")
struct KeyTextTests {
    private func status(_ text: String) -> countersign_status { Key.read(Array(text.utf8)).attempt.status }

    @Test func readsPEM_whenTextStandsBeforeItOrLinesEndInCRLF() throws {
        let key = try Key.generate()
        let pem = String(decoding: key.write(COUNTERSIGN_KEY_PKCS8_PEM).bytes, as: UTF8.self)
        let body = pem.split(separator: "\n").dropFirst().dropLast().joined()
        for text in [
            pem, "Bag Attributes\n    friendlyName: k\n" + pem, pem.replacing("\n", with: "\r\n"), pem + "\n \t\r\n",
            String(pem.dropLast()), "-----BEGIN PRIVATE KEY-----\n\(body)\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY----- \n \(body.map { "\($0)\n" }.joined())-----END PRIVATE KEY-----\t\n",
        ] {
            #expect(Key.read(Array(text.utf8)).key?.point == key.point)
        }
    }

    @Test func saysWhatIsWrong_whenThePEMIsDamaged() throws {
        let key = try Key.generate()
        let pem = String(decoding: key.write(COUNTERSIGN_KEY_PKCS8_PEM).bytes, as: UTF8.self)
        let spki = String(decoding: key.write(COUNTERSIGN_KEY_SPKI_PEM).bytes, as: UTF8.self)
        let format: [String] = [
            pem.replacing("END PRIVATE KEY", with: "END PUBLIC KEY"), pem.replacing("-----END PRIVATE KEY-----", with: ""),
            pem.replacing("PRIVATE KEY-----\n", with: "PRIVATE KEY----\n"), pem.replacing("PRIVATE", with: "private"),
            pem.replacing("MIGH", with: "MI*H"), pem.replacing("MIGH", with: "MIG"), pem.replacing("MIGH", with: "M=GH"),
            pem.replacing("MIGH", with: "\u{FF2D}IGH"), pem.replacing("PRIVATE KEY-----\nM", with: "PRIVATE KEY-----M"),
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "-----BEGIN -----\nAA==\n-----END -----\n",
            "-----BEGIN PRIVATE KEY-----\nMIGH\n", "-----BEGIN ", "-----BEGIN CERTIFICATE-----\nMIGH\n-----END CERTIFICATE-----",
            "-----BEGIN \(String(repeating: "A", count: 50))-----\n", "x" + pem.dropFirst(),
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
            "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + pem,
            spki.replacing("==", with: "=").replacing("PUBLIC", with: "PRIVATE"),
        ]
        for text in format { #expect(status(text) == COUNTERSIGN_ERROR_KEY_FORMAT, "\(text)") }
        for text in [pem + "x", pem + pem, pem + "\0", spki + pem] {
            #expect(status(text) == COUNTERSIGN_ERROR_KEY_TRAILING)
        }
        #expect(
            status("-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n" + pem)
                == COUNTERSIGN_ERROR_KEY_CURVE)
        let traditional = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
        #expect(status(traditional + "-----END EC PRIVATE KEY-----\n") == COUNTERSIGN_ERROR_CIPHER)
        let sec1 = key.write(COUNTERSIGN_KEY_SEC1_PEM).bytes
        #expect(Key.read(sec1, COUNTERSIGN_KEY_PKCS8_PEM).attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(Key.read(sec1, COUNTERSIGN_KEY_PKCS8_DER).attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(Key.read(Array(pem.utf8), COUNTERSIGN_KEY_SPKI_PEM).attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
    }

    @Test func refusesEachBase64Digit_whenItsUnusedBitsAreSet() throws {
        // One byte 00 is AA==; AB== would decode to the same byte and is another text for the same key.
        for text in ["AB==", "AAB=", "AA=A", "A===", "AA", "AAAAA", "=AAA", "AA==AA==", "AA==x"] {
            let attempt = Key.read(Array("-----BEGIN PUBLIC KEY-----\n\(text)\n-----END PUBLIC KEY-----".utf8)).attempt
            #expect(attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
            #expect(attempt.reason.contains("base64"), "\(text) \(attempt.reason)")
        }
    }

    @Test func answersWithATypedError_whenTheBytesAreJunkOfAnyLength() {
        var generator = SystemRandomNumberGenerator()
        for length in 0...1000 {
            for fill: UInt8? in [0x00, 0xff, 0x30, 0x04, 0x02, nil] {
                let bytes = (0..<length).map { _ in fill ?? UInt8.random(in: 0...255, using: &generator) }
                for format in [COUNTERSIGN_KEY_ANY] + privateFormats + publicFormats {
                    let read = Key.read(bytes, format, passphrase: Array("p".utf8))
                    // A scalar of 32 bytes may well be a key; nothing else of this is.
                    guard read.key != nil else { continue }
                    #expect(length == 32 || length == 33)
                }
            }
        }
    }

    @Test func refusesAtOnce_whenTheInputIsHuge() {
        for length in [65537, 1 << 20, 100 << 20] {
            let bytes = [UInt8](repeating: 0x41, count: length)
            #expect(Key.read(bytes).attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
        }
        var long = Array("-----BEGIN PUBLIC KEY-----\n".utf8)
        long += [UInt8](repeating: 0x41, count: 65000)
        #expect(Key.read(long).attempt.status == COUNTERSIGN_ERROR_KEY_FORMAT)
    }

    @Test func refusesToRead_whenAnArgumentIsMissingOrUnknown() throws {
        var made: OpaquePointer?
        let any = COUNTERSIGN_KEY_ANY
        let byte: [UInt8] = [1]
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        #expect(Attempt { countersign_key_read(nil, 1, any, nil, 0, &made, nil, $0) }.status == argument)
        #expect(Attempt { countersign_key_read(byte, 1, any, nil, 0, nil, nil, $0) }.status == argument)
        #expect(Attempt { countersign_key_read(byte, 1, any, nil, 1, &made, nil, $0) }.status == argument)
        let nothing = Attempt { countersign_key_read(nil, 0, any, nil, 0, &made, nil, $0) }
        #expect(nothing.status == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(made == nil)
        #expect(countersign_key_read(byte, 1, any, nil, 0, &made, nil, nil) == COUNTERSIGN_ERROR_KEY_FORMAT)
        for raw: UInt32 in [9, 19, 24, 1000] {
            #expect(Key.read(byte, countersign_key_format(rawValue: raw)).attempt.status == argument)
        }
    }
}
