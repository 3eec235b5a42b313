import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("AES")
struct CipherTests {
    static let key = (0..<32).map { UInt8($0) }
    static let nonce = [UInt8](repeating: 5, count: 12)
    static let vector = [UInt8](repeating: 6, count: 16)

    private func seal(_ text: [UInt8], _ associated: [UInt8] = []) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: text.count + 16)
        let attempt = Attempt {
            countersign_aes256gcm_seal(
                Self.key, Self.nonce, associated, associated.count, text, text.count, &out, $0)
        }
        #expect(attempt.status == COUNTERSIGN_OK)
        return out
    }
    private func open(
        _ sealed: [UInt8], _ associated: [UInt8] = [], key: [UInt8] = key, nonce: [UInt8] = nonce
    ) -> (text: [UInt8], status: countersign_status) {
        var out = [UInt8](repeating: 1, count: max(0, sealed.count - 16))
        let attempt = Attempt {
            countersign_aes256gcm_open(
                key, nonce, associated, associated.count, sealed, sealed.count, &out, $0)
        }
        if attempt.status != COUNTERSIGN_OK { #expect(out.allSatisfy { $0 == 0 }) }
        return (out, attempt.status)
    }

    @Test func makesThePublishedCiphertext_whenKeyAndNonceAreThoseOfNIST() {
        // GCM specification, test cases 14 and 16.
        var out = [UInt8](repeating: 0, count: 32)
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(
            Attempt { countersign_aes256gcm_seal(zeros, zeros, nil, 0, zeros, 16, &out, $0) }.status == COUNTERSIGN_OK)
        #expect(hexText(out) == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
        let text = hex(
            """
            d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
            1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
            """)
        let associated = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        let key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        var sealed = [UInt8](repeating: 0, count: text.count + 16)
        let attempt = Attempt {
            countersign_aes256gcm_seal(
                key, hex("cafebabefacedbaddecaf888"), associated, associated.count, text, text.count, &sealed, $0)
        }
        #expect(attempt.status == COUNTERSIGN_OK)
        #expect(
            hexText(sealed)
                == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b")
    }

    @Test func opensWhatWasSealed_whenNothingWasChanged() {
        for count in [0, 1, 15, 16, 17, 31, 32, 1000, 100_000] {
            let text = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            for associated in [[], [1], [UInt8](repeating: 2, count: 100)] {
                let sealed = seal(text, associated)
                let opened = open(sealed, associated)
                #expect(opened.status == COUNTERSIGN_OK)
                #expect(opened.text == text)
            }
        }
    }

    @Test func givesZeroesAndNoText_whenAnyBitWasFlippedOrCut() {
        let text = Array("thirty-five bytes of secret content".utf8)
        let sealed = seal(text, [1, 2])
        for bit in 0..<sealed.count * 8 {
            var flipped = sealed
            flipped[bit / 8] ^= 1 << (bit % 8)
            #expect(open(flipped, [1, 2]).status == COUNTERSIGN_ERROR_AUTHENTICATION)
        }
        for count in 0..<sealed.count {
            #expect(open(Array(sealed.prefix(count)), [1, 2]).status == COUNTERSIGN_ERROR_AUTHENTICATION)
        }
        #expect(open(sealed, [1, 3]).status == COUNTERSIGN_ERROR_AUTHENTICATION)
        #expect(open(sealed, []).status == COUNTERSIGN_ERROR_AUTHENTICATION)
        #expect(open(sealed, [1, 2], key: Self.key.reversed()).status == COUNTERSIGN_ERROR_AUTHENTICATION)
        #expect(open(sealed, [1, 2], nonce: [9] + Self.nonce.dropFirst()).status == COUNTERSIGN_ERROR_AUTHENTICATION)
    }

    @Test func agreesWithTheOpensslCommand_whenCBCPadsAnyLength() throws {
        let workshop = try Workshop()
        for count in 0...33 {
            let text = [UInt8](repeating: UInt8(count), count: count)
            var sealed = [UInt8](repeating: 0, count: count / 16 * 16 + 16)
            var written = 0
            let encrypted = Attempt {
                countersign_aes256cbc_encrypt(Self.key, Self.vector, text, count, &sealed, &written, $0)
            }
            #expect(encrypted.status == COUNTERSIGN_OK)
            #expect(written == sealed.count)
            try workshop.put("text", text)
            let arguments = "-aes-256-cbc -K \(hexText(Self.key)) -iv \(hexText(Self.vector)) -in text -out sealed"
            try workshop.shell("openssl enc \(arguments)")
            #expect(try workshop.get("sealed") == sealed)
            var out = [UInt8](repeating: 1, count: sealed.count)
            let decrypted = Attempt {
                countersign_aes256cbc_decrypt(Self.key, Self.vector, sealed, sealed.count, &out, &written, $0)
            }
            #expect(decrypted.status == COUNTERSIGN_OK)
            #expect(Array(out.prefix(written)) == text)
        }
    }

    @Test func givesZeroes_whenCBCPaddingOrLengthIsWrong() {
        var out = [UInt8](repeating: 1, count: 64)
        var written = 3
        // A block whose decryption is 16 zero bytes cannot end in a PKCS#7 padding.
        let zeros = [UInt8](repeating: 0, count: 16)
        var block = [UInt8](repeating: 0, count: 32)
        #expect(
            Attempt { countersign_aes256cbc_encrypt(Self.key, Self.vector, zeros, 16, &block, &written, $0) }.status
                == COUNTERSIGN_OK)
        for length in [16, 0, 1, 15, 17, 31] {
            out = [UInt8](repeating: 1, count: 64)
            let refused = Attempt {
                countersign_aes256cbc_decrypt(Self.key, Self.vector, block, length, &out, &written, $0)
            }
            #expect(refused.status == COUNTERSIGN_ERROR_AUTHENTICATION)
            #expect(written == 0 && out.prefix(length).allSatisfy { $0 == 0 } && out.dropFirst(length).allSatisfy { $0 == 1 })
        }
    }

    @Test func refusesToWork_whenAPointerIsMissingOrALengthImpossible() {
        var out = [UInt8](repeating: 1, count: 64)
        var written = 0
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        let (key, nonce, vector) = (Self.key, Self.nonce, Self.vector)
        #expect(Attempt { countersign_aes256gcm_seal(nil, nonce, nil, 0, [1], 1, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_seal(key, nil, nil, 0, [1], 1, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_seal(key, nonce, nil, 1, [1], 1, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_seal(key, nonce, nil, 0, nil, 1, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_seal(key, nonce, nil, 0, [1], 1, nil, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_open(nil, nonce, nil, 0, out, 17, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_open(key, nonce, nil, 0, nil, 17, &out, $0) }.status == argument)
        #expect(Attempt { countersign_aes256gcm_open(key, nonce, nil, 0, [1], 17, nil, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_encrypt(nil, vector, [1], 1, &out, &written, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_encrypt(key, vector, nil, 1, &out, &written, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_encrypt(key, vector, [1], 1, nil, &written, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_encrypt(key, vector, [1], 1, &out, nil, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_decrypt(key, nil, [1], 16, &out, &written, $0) }.status == argument)
        #expect(Attempt { countersign_aes256cbc_decrypt(key, vector, nil, 16, &out, &written, $0) }.status == argument)
    }
}
