import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Hash, MAC and key derivation")
struct HashTests {
    /// Hash, its name for the openssl command, its length.
    static let hashes: [(countersign_hash, String, Int)] = [
        (COUNTERSIGN_SHA1, "sha1", 20), (COUNTERSIGN_SHA224, "sha224", 28), (COUNTERSIGN_SHA256, "sha256", 32),
        (COUNTERSIGN_SHA384, "sha384", 48), (COUNTERSIGN_SHA512, "sha512", 64), (COUNTERSIGN_SHA3_224, "sha3-224", 28),
        (COUNTERSIGN_SHA3_256, "sha3-256", 32), (COUNTERSIGN_SHA3_384, "sha3-384", 48),
        (COUNTERSIGN_SHA3_512, "sha3-512", 64), (COUNTERSIGN_SHA512_224, "sha512-224", 28),
        (COUNTERSIGN_SHA512_256, "sha512-256", 32),
    ]

    private func hash(_ hash: countersign_hash, _ text: [UInt8]) -> (digest: [UInt8], status: countersign_status) {
        var digest = [UInt8](repeating: 0xaa, count: Int(COUNTERSIGN_HASH_MAX_BYTES))
        var length = 99
        let status = Attempt { countersign_hash_bytes(hash, text, text.count, &digest, &length, $0) }.status
        #expect(digest.dropFirst(length).allSatisfy { $0 == 0 })
        return (Array(digest.prefix(length)), status)
    }

    @Test func agreesWithTheOpensslCommand_whenTheTextHasAnyLength() throws {
        let workshop = try Workshop()
        for count in [0, 1, 55, 56, 63, 64, 65, 127, 128, 1000, 100_000] {
            let text = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try workshop.put("text", text)
            for (kind, name, length) in Self.hashes {
                let made = hash(kind, text)
                #expect(made.status == COUNTERSIGN_OK)
                #expect(made.digest.count == length)
                try workshop.shell("openssl dgst -\(name) -binary -out digest text")
                #expect(try workshop.get("digest") == made.digest, "\(name) \(count)")
            }
            var digest = [UInt8](repeating: 0, count: 32)
            #expect(Attempt { countersign_sha256(text, count, &digest, $0) }.status == COUNTERSIGN_OK)
            #expect(digest == hash(COUNTERSIGN_SHA256, text).digest)
        }
    }

    @Test func refusesToHash_whenTheHashIsUnknownOrAPointerIsMissing() {
        for raw: UInt32 in [0, 12, 1000, .max] {
            let refused = hash(countersign_hash(rawValue: raw), [1])
            #expect(refused.status == COUNTERSIGN_ERROR_ARGUMENT)
            #expect(refused.digest.isEmpty)
        }
        var digest = [UInt8](repeating: 1, count: 64)
        var length = 0
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        #expect(Attempt { countersign_sha256(nil, 1, &digest, $0) }.status == argument)
        #expect(digest.prefix(32).allSatisfy { $0 == 0 } && digest.dropFirst(32).allSatisfy { $0 == 1 })
        #expect(Attempt { countersign_sha256([1], 1, nil, $0) }.status == argument)
        #expect(Attempt { countersign_sha256(nil, 0, &digest, $0) }.status == COUNTERSIGN_OK)
        #expect(Attempt { countersign_hash_bytes(COUNTERSIGN_SHA1, nil, 1, &digest, &length, $0) }.status == argument)
        #expect(Attempt { countersign_hash_bytes(COUNTERSIGN_SHA1, [1], 1, nil, &length, $0) }.status == argument)
        #expect(Attempt { countersign_hash_bytes(COUNTERSIGN_SHA1, [1], 1, &digest, nil, $0) }.status == argument)
    }

    @Test func makesThePublishedMAC_whenKeyAndTextAreThoseOfRFC4231() {
        let cases: [([UInt8], [UInt8], String)] = [
            (
                [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
            ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
        ]
        for (key, text, expected) in cases {
            var mac = [UInt8](repeating: 0, count: 32)
            let attempt = Attempt { countersign_hmac_sha256(key, key.count, text, text.count, &mac, $0) }
            #expect(attempt.status == COUNTERSIGN_OK)
            #expect(hexText(mac) == expected)
        }
        var mac = [UInt8](repeating: 1, count: 32)
        #expect(Attempt { countersign_hmac_sha256(nil, 0, nil, 0, &mac, $0) }.status == COUNTERSIGN_OK)
        #expect(hexText(mac) == cases[3].2)
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        #expect(Attempt { countersign_hmac_sha256(nil, 1, [1], 1, &mac, $0) }.status == argument)
        #expect(mac.allSatisfy { $0 == 0 })
        #expect(Attempt { countersign_hmac_sha256([1], 1, nil, 1, &mac, $0) }.status == argument)
        #expect(Attempt { countersign_hmac_sha256([1], 1, [1], 1, nil, $0) }.status == argument)
    }

    @Test func derivesThePublishedKey_whenTheInputIsThatOfTheStandards() {
        func derive(_ length: Int, _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<countersign_error>?)
            -> countersign_status
        ) -> String {
            var out = [UInt8](repeating: 0, count: length)
            #expect(Attempt { body(&out, $0) }.status == COUNTERSIGN_OK)
            return hexText(out)
        }
        // RFC 7914 section 11 and 12.
        #expect(
            derive(64) { countersign_pbkdf2_hmac_sha256(Array("passwd".utf8), 6, Array("salt".utf8), 4, 1, $0, 64, $1) }
                == "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
                + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
        #expect(
            derive(64) { countersign_scrypt(nil, 0, nil, 0, 16, 1, 1, $0, 64, $1) }
                == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
        #expect(
            derive(64) {
                countersign_scrypt(Array("pleaseletmein".utf8), 13, Array("SodiumChloride".utf8), 14, 16384, 8, 1, $0, 64, $1)
            }
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
        // RFC 5869 A.1 and A.3.
        let secret = [UInt8](repeating: 0x0b, count: 22)
        #expect(
            derive(42) {
                countersign_hkdf_sha256(
                    secret, 22, hex("000102030405060708090a0b0c"), 13, hex("f0f1f2f3f4f5f6f7f8f9"), 10, $0, 42, $1)
            } == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
        #expect(
            derive(42) { countersign_hkdf_sha256(secret, 22, nil, 0, nil, 0, $0, 42, $1) }
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8")
    }

    @Test func refusesToDerive_whenCostLengthOrPointersAreImpossible() {
        var out = [UInt8](repeating: 1, count: 64)
        func check(
            _ expected: countersign_status, sourceLocation: SourceLocation = #_sourceLocation,
            _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<countersign_error>?) -> countersign_status
        ) {
            out = [UInt8](repeating: 1, count: 64)
            #expect(Attempt { body(&out, $0) }.status == expected, sourceLocation: sourceLocation)
            #expect(out.prefix(32).allSatisfy { $0 == 0 }, sourceLocation: sourceLocation)
        }
        let kdf = COUNTERSIGN_ERROR_KDF, argument = COUNTERSIGN_ERROR_ARGUMENT
        check(kdf) { countersign_pbkdf2_hmac_sha256([1], 1, [1], 1, 0, $0, 32, $1) }
        check(kdf) { countersign_pbkdf2_hmac_sha256([1], 1, [1], 1, .max, $0, 32, $1) }
        check(kdf) { countersign_pbkdf2_hmac_sha256([1], 1, [1], 1, 10_000_001, $0, 32, $1) }
        check(argument) { countersign_pbkdf2_hmac_sha256(nil, 1, [1], 1, 1, $0, 32, $1) }
        check(argument) { countersign_pbkdf2_hmac_sha256([1], 1, nil, 1, 1, $0, 32, $1) }
        let costs: [(UInt64, UInt32, UInt32)] = [
            (0, 8, 1), (1, 8, 1), (15, 8, 1), (16, 0, 1), (16, 8, 0), (1 << 17, 8, 1), (1 << 63, 8, 1), (16, .max, 1),
            (16, 8, .max), (1 << 63, .max, .max), (2, 1 << 20, 1 << 20),
        ]
        for (n, r, p) in costs { check(kdf) { countersign_scrypt([1], 1, [1], 1, n, r, p, $0, 32, $1) } }
        check(argument) { countersign_scrypt(nil, 1, [1], 1, 16, 1, 1, $0, 32, $1) }
        check(argument) { countersign_hkdf_sha256(nil, 0, nil, 0, nil, 0, $0, 32, $1) }
        check(argument) { countersign_hkdf_sha256([1], 1, nil, 0, nil, 1, $0, 32, $1) }
        check(argument) { countersign_hkdf_sha256([1], 1, nil, 1, nil, 0, $0, 32, $1) }
        #expect(Attempt { countersign_hkdf_sha256([1], 1, nil, 0, nil, 0, nil, 32, $0) }.status == argument)
        #expect(Attempt { countersign_hkdf_sha256([1], 1, nil, 0, nil, 0, &out, 0, $0) }.status == argument)
        var long = [UInt8](repeating: 1, count: 8161)
        #expect(Attempt { countersign_hkdf_sha256([1], 1, nil, 0, nil, 0, &long, 8161, $0) }.status == argument)
        #expect(long.allSatisfy { $0 == 0 })
        #expect(Attempt { countersign_hkdf_sha256([1], 1, nil, 0, nil, 0, &long, 8160, $0) }.status == COUNTERSIGN_OK)
        // The most that is allowed: 64 MiB.
        #expect(
            Attempt { countersign_scrypt([1], 1, [1], 1, 1 << 16, 8, 1, &out, 32, $0) }.status == COUNTERSIGN_OK)
    }
}
