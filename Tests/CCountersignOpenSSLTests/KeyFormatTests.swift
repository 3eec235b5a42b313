import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

let privateFormats = [
    COUNTERSIGN_KEY_PKCS8_PEM, COUNTERSIGN_KEY_PKCS8_DER, COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM,
    COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, COUNTERSIGN_KEY_SEC1_PEM, COUNTERSIGN_KEY_SEC1_DER, COUNTERSIGN_KEY_SCALAR,
    COUNTERSIGN_KEY_X963_PRIVATE,
]
let publicFormats = [
    COUNTERSIGN_KEY_SPKI_PEM, COUNTERSIGN_KEY_SPKI_DER, COUNTERSIGN_KEY_POINT, COUNTERSIGN_KEY_POINT_COMPRESSED,
]

/// A passphrase for the formats that need one.
func passphrase(for format: countersign_key_format) -> [UInt8]? {
    format == COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM || format == COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER
        ? Array("correct horse".utf8) : nil
}

@Suite("Key formats")
struct KeyFormatTests {
    @Test func readsBackTheSameKey_whenWrittenInAnyFormat() throws {
        let key = try Key.generate()
        for format in privateFormats + publicFormats {
            let secret = passphrase(for: format)
            let written = key.write(format, passphrase: secret)
            #expect(written.attempt.status == COUNTERSIGN_OK, "\(format) \(written.attempt.reason)")
            for asked in [format, COUNTERSIGN_KEY_ANY] {
                let read = Key.read(written.bytes, asked, passphrase: secret)
                #expect(read.attempt.status == COUNTERSIGN_OK, "\(format) \(read.attempt.reason)")
                #expect(read.found == format)
                #expect(read.key?.point == key.point)
                #expect(read.key?.isPrivate == privateFormats.contains(format))
                if privateFormats.contains(format) {
                    #expect(read.key?.write(COUNTERSIGN_KEY_SCALAR).bytes == key.write(COUNTERSIGN_KEY_SCALAR).bytes)
                }
            }
        }
    }

    @Test func writesTheSameBytesAgain_whenReadFromAnyPlainFormat() throws {
        for _ in 0..<50 {
            let key = try Key.generate()
            for format in privateFormats + publicFormats where passphrase(for: format) == nil {
                let bytes = key.write(format).bytes
                #expect(Key.read(bytes).key?.write(format).bytes == bytes)
            }
        }
    }

    @Test func tellsTheLengthNeeded_whenTheBufferIsTooSmall() throws {
        let key = try Key.generate()
        for format in privateFormats + publicFormats {
            let secret = passphrase(for: format)
            let length = key.write(format, passphrase: secret).written
            for capacity in [0, 1, length - 1] {
                let refused = key.write(format, passphrase: secret, capacity: capacity)
                #expect(refused.attempt.status == COUNTERSIGN_ERROR_BUFFER)
                #expect(refused.written == length)
            }
            #expect(key.write(format, passphrase: secret, capacity: length).written == length)
            var needed = 0
            let asked = Attempt { error in
                withPassphrase(secret) { countersign_key_write(key.pointer, format, $0, $1, nil, 0, &needed, error) }
            }
            #expect(asked.status == COUNTERSIGN_ERROR_BUFFER)
            #expect(needed == length)
        }
    }

    @Test func writesPEMWithSixtyFourColumnsAndANewlineAtTheEnd_whenAskedForPEM() throws {
        let key = try Key.generate()
        for format in [COUNTERSIGN_KEY_PKCS8_PEM, COUNTERSIGN_KEY_SEC1_PEM, COUNTERSIGN_KEY_SPKI_PEM] {
            let text = String(decoding: key.write(format).bytes, as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(text.hasPrefix("-----BEGIN ") && text.hasSuffix("KEY-----\n"))
            #expect(lines.dropFirst().dropLast(3).allSatisfy { $0.count == 64 })
            #expect(!text.utf8.contains(0))
        }
    }

    @Test func refusesToWrite_whenFormatPassphraseOrKeyDoNotGoTogether() throws {
        let key = try Key.generate()
        let half = try key.publicKey
        for format in privateFormats {
            let refused = half.write(format, passphrase: passphrase(for: format))
            #expect(refused.attempt.status == COUNTERSIGN_ERROR_KEY_PUBLIC)
            #expect(refused.written == 0)
        }
        for format in privateFormats + publicFormats {
            if passphrase(for: format) == nil {
                #expect(key.write(format, passphrase: [1]).attempt.status == COUNTERSIGN_ERROR_ARGUMENT)
                #expect(key.write(format, passphrase: []).attempt.status == COUNTERSIGN_ERROR_ARGUMENT)
            } else {
                #expect(key.write(format).attempt.status == COUNTERSIGN_ERROR_PASSPHRASE_NEEDED)
            }
        }
        for format in [COUNTERSIGN_KEY_ANY, countersign_key_format(rawValue: 9), countersign_key_format(rawValue: 99)] {
            #expect(key.write(format).attempt.status == COUNTERSIGN_ERROR_ARGUMENT)
        }
        #expect(
            Attempt { countersign_key_write(key.pointer, COUNTERSIGN_KEY_POINT, nil, 0, nil, 65, nil, $0) }.status
                == COUNTERSIGN_ERROR_ARGUMENT)
    }

    @Test func readsEachScalarOnce_whenItIsAtTheEdgeOfItsRange() {
        let one = [UInt8](repeating: 0, count: 31) + [1]
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let last = Array(order.dropLast()) + [0x50]
        let generator = hex(
            """
            046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296
            4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5
            """)
        #expect(Key.read(one).key?.point == generator)
        #expect(Key.read(last).key?.point.prefix(33) == generator.prefix(33))
        #expect(Key.read(last).key?.point != generator)
        let zero = [UInt8](repeating: 0, count: 32)
        let all = [UInt8](repeating: 0xff, count: 32)
        let above = Array(order.dropLast()) + [0x52]
        for scalar in [zero, order, above, all] {
            #expect(Key.read(scalar).attempt.status == COUNTERSIGN_ERROR_KEY_SCALAR)
        }
    }
}
