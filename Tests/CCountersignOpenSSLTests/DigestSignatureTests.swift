import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("ECDSA over a digest")
struct DigestSignatureTests {
    private static func sign(_ key: Key, _ digest: [UInt8]) -> (signature: countersign_rs, attempt: Attempt) {
        var made = signature(r: [UInt8](repeating: 1, count: 32), s: [UInt8](repeating: 1, count: 32))
        let attempt = Attempt { countersign_digest_sign(key.pointer, digest, &made, $0) }
        return (made, attempt)
    }
    private static func verify(_ key: Key, _ digest: [UInt8], _ signature: countersign_rs) -> countersign_status {
        var signature = signature
        return Attempt { countersign_digest_verify(key.pointer, digest, digest.count, &signature, $0) }.status
    }

    @Test func verifiesWithTheSameDigestOnly_whenSigned() throws {
        let key = try Key.generate()
        let digests = [
            [UInt8](repeating: 0, count: 32), [UInt8](repeating: 0xff, count: 32),
            hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
        ]
        for digest in digests {
            let made = Self.sign(key, digest)
            #expect(made.attempt.status == COUNTERSIGN_OK)
            #expect(Self.verify(key, digest, made.signature) == COUNTERSIGN_OK)
            var other = digest
            other[31] ^= 1
            #expect(Self.verify(key, other, made.signature) == COUNTERSIGN_MISMATCH)
            // The leftmost 256 bits count: longer digests verify by their head.
            #expect(Self.verify(key, digest + [1, 2, 3], made.signature) == COUNTERSIGN_OK)
        }
        // A shorter digest is the number as it is, with zeros in front.
        let short: [UInt8] = [0xab, 0xcd]
        let made = Self.sign(key, [UInt8](repeating: 0, count: 30) + short)
        #expect(Self.verify(key, short, made.signature) == COUNTERSIGN_OK)
    }

    @Test("r and s outside 1 … n-1 never verify (D11)")
    func isAMismatch_whenROrSIsOutOfRange() throws {
        let key = try Key.generate()
        let digest = [UInt8](repeating: 0x42, count: 32)
        let good = Self.sign(key, digest).signature
        let (r, s) = (bytes(good.r), bytes(good.s))
        let order = hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let special = [
            [UInt8](repeating: 0, count: 32), order, [UInt8](repeating: 0xff, count: 32),
            hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
        ]
        for odd in special {
            #expect(Self.verify(key, digest, signature(r: odd, s: s)) == COUNTERSIGN_MISMATCH)
            #expect(Self.verify(key, digest, signature(r: r, s: odd)) == COUNTERSIGN_MISMATCH)
            for other in special {
                #expect(Self.verify(key, digest, signature(r: odd, s: other)) == COUNTERSIGN_MISMATCH)
                #expect(
                    Self.verify(key, [UInt8](repeating: 0, count: 32), signature(r: odd, s: other))
                        == COUNTERSIGN_MISMATCH)
            }
        }
        #expect(Self.verify(key, digest, signature(r: s, s: r)) == COUNTERSIGN_MISMATCH)
    }

    @Test func leavesZeroes_whenItCannotSign() throws {
        let key = try Key.generate()
        let half = try key.publicKey
        let refused = Self.sign(half, [UInt8](repeating: 1, count: 32))
        #expect(refused.attempt.status == COUNTERSIGN_ERROR_KEY_PUBLIC)
        #expect(bytes(refused.signature.r) + bytes(refused.signature.s) == [UInt8](repeating: 0, count: 64))
        let digest = [UInt8](repeating: 1, count: 65)
        var made = countersign_rs()
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        #expect(Attempt { countersign_digest_sign(nil, digest, &made, $0) }.status == argument)
        #expect(Attempt { countersign_digest_sign(key.pointer, nil, &made, $0) }.status == argument)
        #expect(Attempt { countersign_digest_sign(key.pointer, digest, nil, $0) }.status == argument)
        for length in [0, 65, Int.max] {
            #expect(
                Attempt { countersign_digest_verify(key.pointer, digest, length, &made, $0) }.status == argument)
        }
        #expect(Attempt { countersign_digest_verify(nil, digest, 32, &made, $0) }.status == argument)
        #expect(Attempt { countersign_digest_verify(key.pointer, nil, 32, &made, $0) }.status == argument)
        #expect(Attempt { countersign_digest_verify(key.pointer, digest, 32, nil, $0) }.status == argument)
    }
}
