import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Keys that are refused")
struct KeyRefusalTests {
    private func status(
        _ bytes: [UInt8], _ format: countersign_key_format = COUNTERSIGN_KEY_ANY
    ) -> countersign_status {
        Key.read(bytes, format).attempt.status
    }

    @Test func namesTheDefect_whenAPointIsNotOneOfP256() throws {
        let good = try Key.generate().point
        var offCurve = good
        offCurve[64] ^= 1
        #expect(status(offCurve) == COUNTERSIGN_ERROR_KEY_POINT)
        #expect(status([0]) == COUNTERSIGN_ERROR_KEY_POINT)
        #expect(status([0], COUNTERSIGN_KEY_POINT) == COUNTERSIGN_ERROR_KEY_POINT)
        let zeros = [UInt8](repeating: 0, count: 64)
        #expect(status([4] + zeros) == COUNTERSIGN_ERROR_KEY_POINT)
        // p + small: reduced, half of these would be the x of a point.
        let prime = hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")
        let above = hex("ffffffff00000001000000000000000000000001000000000000000000000000")
        #expect(status([4] + prime + prime) == COUNTERSIGN_ERROR_KEY_POINT)
        var readable = 0
        for surplus in UInt8(0)..<16 {
            readable += status([2] + [UInt8](repeating: 0, count: 31) + [surplus]) == COUNTERSIGN_OK ? 1 : 0
            let x = surplus == 0 ? prime : above.dropLast() + [surplus - 1]
            #expect(status([2] + x) == COUNTERSIGN_ERROR_KEY_POINT)
            #expect(status([3] + x) == COUNTERSIGN_ERROR_KEY_POINT)
        }
        #expect((4...12).contains(readable))
        #expect(status([6] + good.dropFirst()) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status([7] + good.dropFirst()) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status([7] + good.dropFirst(), COUNTERSIGN_KEY_POINT) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status(Array(good.dropFirst())) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status(good, COUNTERSIGN_KEY_POINT_COMPRESSED) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status([2] + good[1...32], COUNTERSIGN_KEY_POINT) == COUNTERSIGN_ERROR_KEY_FORMAT)
    }

    @Test func answersWithinTenMilliseconds_whenNoPointHasThisX() {
        // x of the twist, by trying: half of all x have no point.
        var refused = 0
        let clock = ContinuousClock()
        var slowest = Duration.zero
        for low in 0..<200 {
            let x = [UInt8](repeating: 0x5a, count: 31) + [UInt8(low)]
            slowest = max(slowest, clock.measure { if status([2] + x) != COUNTERSIGN_OK { refused += 1 } })
        }
        #expect((60...140).contains(refused))
        // An endless square root is what this is about; the limit leaves room for a busy machine.
        #expect(slowest < .milliseconds(500))
    }

    @Test func namesTheCurveOrAlgorithm_whenTheKeyIsNotP256() throws {
        let workshop = try Workshop()
        try workshop.shell("openssl ecparam -genkey -noout -name prime256v1 -out made.pem")
        let lines = [
            "openssl ecparam -genkey -name secp384r1 -out key": "secp384r1",
            "openssl ecparam -genkey -noout -name secp384r1 -outform DER -out key": "secp384r1",
            "openssl ecparam -genkey -noout -name secp256k1 -out key": "secp256k1",
            "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp521r1 -out key": "secp521r1",
            "openssl ecparam -genkey -noout -name prime256v1 -param_enc explicit -out key": "explicit",
            "openssl ecparam -genkey -name prime256v1 -param_enc explicit -out key": "explicit",
            "openssl ec -in made.pem -param_enc explicit -pubout -out key": "explicit",
            "openssl ec -in made.pem -param_enc explicit -pubout -outform DER -out key": "explicit",
            "openssl genpkey -algorithm ED25519 -out key": "ED25519",
            "openssl genpkey -algorithm ED25519 | openssl pkey -pubout -outform DER -out key": "ED25519",
            "openssl genrsa -out key 2048": "rsaEncryption",
            "openssl genrsa -traditional -out key 2048": "RSA PRIVATE KEY",
        ]
        for (line, name) in lines {
            try workshop.shell(line)
            let refused = Key.read(try workshop.get("key")).attempt
            #expect(refused.status == COUNTERSIGN_ERROR_KEY_CURVE, "\(line): \(refused.status) \(refused.reason)")
            #expect(refused.reason.contains(name), "\(line): \(refused.reason)")
        }
    }

    @Test func refusesADERKey_whenOneOfItsPartsIsWrong() {
        let good = CraftedKey()
        #expect(status(good.pkcs8) == COUNTERSIGN_OK)
        #expect(status(good.spki) == COUNTERSIGN_OK)
        func crafted(_ change: (inout CraftedKey) -> Void) -> CraftedKey {
            var key = good
            change(&key)
            return key
        }
        let named = crafted { $0.parameters = OID.p256 }
        #expect(status(named.sec1) == COUNTERSIGN_OK)
        #expect(status(named.pkcs8) == COUNTERSIGN_OK)
        #expect(status(good.sec1) == COUNTERSIGN_ERROR_KEY_CURVE)
        #expect(status(crafted { $0.parameters = OID.secp256k1 }.pkcs8) == COUNTERSIGN_ERROR_KEY_CURVE)
        #expect(status(crafted { $0.parameters = OID.p256 + [5, 0] }.sec1) == COUNTERSIGN_ERROR_KEY_TRAILING)
        for algorithm in [
            der(0x30, OID.ecPublicKey, OID.secp256k1), der(0x30, OID.ed25519), der(0x30, OID.ecPublicKey),
            der(0x30, OID.ecPublicKey, [5, 0]), der(0x30, OID.ecPublicKey, der(0x30, [2, 1, 1])),
        ] {
            #expect(status(crafted { $0.algorithm = algorithm }.pkcs8) == COUNTERSIGN_ERROR_KEY_CURVE)
            #expect(status(crafted { $0.algorithm = algorithm }.spki) == COUNTERSIGN_ERROR_KEY_CURVE)
        }
        #expect(status(crafted { $0.version = [2, 1, 1] }.pkcs8) == COUNTERSIGN_OK)
        for version: [UInt8] in [[2, 1, 2], [2, 1, 0xff], [2, 2, 0, 0], [2, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0], [2, 0]] {
            #expect(status(crafted { $0.version = version }.pkcs8) == COUNTERSIGN_ERROR_KEY_FORMAT)
        }
        #expect(status(crafted { $0.innerVersion = [2, 1, 0] }.pkcs8) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status(crafted { $0.unusedBits = 1 }.pkcs8) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status(crafted { $0.unusedBits = 1 }.spki) == COUNTERSIGN_ERROR_KEY_FORMAT)
        #expect(status(crafted { $0.innerSurplus = [5, 0] }.pkcs8) == COUNTERSIGN_ERROR_KEY_TRAILING)
        #expect(status(crafted { $0.outerSurplus = [5, 0] }.pkcs8) == COUNTERSIGN_ERROR_KEY_TRAILING)
        #expect(status(crafted { $0.outerSurplus = [5, 0] }.spki) == COUNTERSIGN_ERROR_KEY_TRAILING)
        #expect(status(good.spki + [0]) == COUNTERSIGN_ERROR_KEY_TRAILING)
        // Attributes, and a public key outside that is or is not the scalar's.
        #expect(status(crafted { $0.outerSurplus = [0xa0, 0] }.pkcs8) == COUNTERSIGN_OK)
        let outside = der(0x81, [0], good.point)
        #expect(status(crafted { ($0.version, $0.outerSurplus) = ([2, 1, 1], outside) }.pkcs8) == COUNTERSIGN_OK)
        #expect(status(crafted { $0.outerSurplus = outside }.pkcs8) == COUNTERSIGN_ERROR_KEY_TRAILING)
        #expect(
            status(crafted { ($0.version, $0.outerSurplus, $0.scalar[31]) = ([2, 1, 1], outside, 2) }.pkcs8)
                == COUNTERSIGN_ERROR_KEY_PAIR)
    }

    @Test func refusesAPrivateKey_whenScalarAndPointDoNotBelongTogether() throws {
        let a = try Key.generate(), b = try Key.generate()
        let scalar = a.write(COUNTERSIGN_KEY_SCALAR).bytes
        for mixed in [
            CraftedKey(scalar: scalar, point: b.point).pkcs8,
            CraftedKey(scalar: scalar, parameters: OID.p256, point: b.point).sec1,
            b.point + scalar,
        ] {
            #expect(status(mixed) == COUNTERSIGN_ERROR_KEY_PAIR)
        }
        #expect(status(CraftedKey(scalar: scalar, point: a.point).pkcs8) == COUNTERSIGN_OK)
        #expect(status(CraftedKey(scalar: scalar, point: []).pkcs8) == COUNTERSIGN_OK)
        #expect(status(a.point + scalar) == COUNTERSIGN_OK)
        var offCurve = a.point
        offCurve[64] ^= 1
        #expect(status(offCurve + scalar) == COUNTERSIGN_ERROR_KEY_POINT)
        let untagged = [5] + a.point.dropFirst() + scalar
        #expect(status(untagged, COUNTERSIGN_KEY_X963_PRIVATE) == COUNTERSIGN_ERROR_KEY_FORMAT)
    }

    @Test func refusesTheScalar_whenItIsOutOfRangeOrTooLong() {
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let zero = [UInt8](repeating: 0, count: 32)
        for scalar in [[], [0], zero, order, [0] + order, [UInt8](repeating: 1, count: 33)] {
            #expect(status(CraftedKey(scalar: scalar, point: []).pkcs8) == COUNTERSIGN_ERROR_KEY_SCALAR)
        }
        // Leading zeros that an old writer dropped are put back.
        #expect(Key.read(CraftedKey(scalar: [1]).pkcs8).key?.point == CraftedKey().point)
    }

    @Test func refusesBER_whenALengthIsIndefiniteOrLongerThanItNeedsToBe() {
        let good = CraftedKey().spki
        let count = good[1]
        let lengths: [[UInt8]] = [[0x81, count], [0x82, 0, count], [0x83, 0, 0, count], [0x80], [0xff]]
        for length in lengths {
            let bytes = [good[0]] + length + good.dropFirst(2) + (length == [0x80] ? [0, 0] : [])
            #expect(status(bytes, COUNTERSIGN_KEY_SPKI_DER) == COUNTERSIGN_ERROR_KEY_FORMAT)
            #expect(status(bytes) == COUNTERSIGN_ERROR_KEY_FORMAT)
        }
        let long = CraftedKey().pkcs8
        #expect(long[1] == 0x81)
        #expect(status([0x30, 0x82, 0, long[2]] + long.dropFirst(3)) == COUNTERSIGN_ERROR_KEY_FORMAT)
    }

    @Test("A key that is cut off anywhere or has 1 to 64 bytes behind it is refused (A5)")
    func refusesEveryTruncationAndAppendix_whenTheKeyIsDER() throws {
        let key = try Key.generate()
        let formats = [
            COUNTERSIGN_KEY_PKCS8_DER, COUNTERSIGN_KEY_SEC1_DER, COUNTERSIGN_KEY_SPKI_DER,
            COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER,
        ]
        for format in formats {
            let bytes = key.write(format, passphrase: passphrase(for: format)).bytes
            for count in 0..<bytes.count {
                #expect(status(Array(bytes.prefix(count)), format) == COUNTERSIGN_ERROR_KEY_FORMAT)
                _ = status(Array(bytes.prefix(count)))
            }
            for count in 1...64 {
                let surplus = bytes + [UInt8](repeating: UInt8(count), count: count)
                #expect(status(surplus, format) == COUNTERSIGN_ERROR_KEY_TRAILING)
                #expect(status(surplus) == COUNTERSIGN_ERROR_KEY_TRAILING)
            }
        }
    }

    @Test("A flipped bit anywhere in a plain key gives the same key or a refusal, in DER and in PEM (A5)")
    func neverReadsAnotherKey_whenOneBitOfAPlainKeyIsFlipped() throws {
        let key = try Key.generate()
        for format in [
            COUNTERSIGN_KEY_PKCS8_DER, COUNTERSIGN_KEY_SEC1_DER, COUNTERSIGN_KEY_X963_PRIVATE,
            COUNTERSIGN_KEY_PKCS8_PEM, COUNTERSIGN_KEY_SEC1_PEM,
        ] {
            let bytes = key.write(format).bytes
            for bit in 0..<bytes.count * 8 {
                var flipped = bytes
                flipped[bit / 8] ^= 1 << (bit % 8)
                // The version of RFC 5958 differs from that of RFC 5208 in one bit, and says the same key.
                if let read = Key.read(flipped, format).key { #expect(read.point == key.point, "bit \(bit)") }
            }
        }
    }

    @Test("An empty file, one of FF bytes and one of 100 MiB hold no key (A5)")
    func refusesAFile_whenNothingInItIsAKey() {
        for file in [[], [UInt8](repeating: 0xFF, count: 121), [UInt8](repeating: 0x30, count: 100 << 20)] {
            #expect(Key.read(file, passphrase: Array("pw".utf8)).key == nil)
        }
    }
}
