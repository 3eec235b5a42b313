import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Nonces")
struct NonceTests {
    /// Recomputes k = (e + r d) / s of each signature and prints: signatures, different r, different k, and the
    /// chi square of k's top byte over its 256 values.
    static let judge = """
        import sys
        n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551
        data, d, e = open('signatures', 'rb').read(), *(int.from_bytes(open(f, 'rb').read(), 'big') for f in ('d', 'e'))
        r_seen, k_seen, top = set(), set(), [0] * 256
        for at in range(0, len(data), 64):
            r, s = int.from_bytes(data[at:at + 32], 'big'), int.from_bytes(data[at + 32:at + 64], 'big')
            k = pow(s, -1, n) * (e + r * d) % n
            r_seen.add(r)
            k_seen.add(k)
            top[k >> 248] += 1
        mean = len(data) / 64 / 256
        print(len(data) // 64, len(r_seen), len(k_seen), round(sum((t - mean) ** 2 / mean for t in top)))
        """

    /// 10^5 signatures; COUNTERSIGN_NONCES asks for another number.
    @Test("All r and k of one key's signatures differ, and k's top byte is uniform (D13)")
    func neverUsesANonceTwice_whenOneKeySignsManyTimes() throws {
        let asked = ProcessInfo.processInfo.environment["COUNTERSIGN_NONCES"].flatMap { Int($0) }
        let count = asked ?? 100_000
        let key = try Key.generate()
        let digest = [UInt8](repeating: 0x17, count: 32)
        let workshop = try Workshop()
        try workshop.put("judge.py", Array(Self.judge.utf8))
        try workshop.put("d", key.write(COUNTERSIGN_KEY_SCALAR).bytes)
        try workshop.put("e", digest)
        var figures: [Int] = []
        // 255 degrees of freedom: chance exceeds 348 once in 10^4 samples, and twice in a row once in 10^8.
        for _ in 0..<2 {
            var signatures: [UInt8] = []
            signatures.reserveCapacity(64 * count)
            var made = countersign_rs()
            for _ in 0..<count {
                guard countersign_digest_sign(key.pointer, digest, &made, nil) == COUNTERSIGN_OK else { break }
                withUnsafeBytes(of: made) { signatures.append(contentsOf: $0) }
            }
            try workshop.put("signatures", signatures)
            figures = try workshop.shell("python3 judge.py").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            try #require(figures.count == 4)
            #expect(Array(figures.prefix(3)) == [count, count, count])
            if figures[3] < 348 { break }
        }
        #expect(figures[3] < 348, "chi square \(figures[3])")
    }

    /// RFC 6979 A.2.5 (all five hashes of both texts), and a text of C2SP's CCTV whose first candidate k is not
    /// below n. Hash, text, r, s.
    static let published: [(countersign_hash, String, String, String)] = [
        (
            COUNTERSIGN_SHA1, "sample", "61340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32",
            "6d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7c996e1b8b7eb"
        ),
        (
            COUNTERSIGN_SHA224, "sample", "53b2fff5d1752b2c689df257c04c40a587fababb3f6fc2702f1343af7ca9aa3f",
            "b9afb64fdc03dc1a131c7d2386d11e349f070aa432a4acc918bea988bf75c74c"
        ),
        (
            COUNTERSIGN_SHA256, "sample", "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
            "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"
        ),
        (
            COUNTERSIGN_SHA384, "sample", "0eafea039b20e9b42309fb1d89e213057cbf973dc0cfc8f129edddc800ef7719",
            "4861f0491e6998b9455193e34e7b0d284ddd7149a74b95b9261f13abde940954"
        ),
        (
            COUNTERSIGN_SHA512, "sample", "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00",
            "2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe"
        ),
        (
            COUNTERSIGN_SHA1, "test", "0cbcc86fd6abd1d99e703e1ec50069ee5c0b4ba4b9ac60e409e8ec5910d81a89",
            "01b9d7b73dfaa60d5651ec4591a0136f87653e0fd780c3b1bc872ffdeae479b1"
        ),
        (
            COUNTERSIGN_SHA224, "test", "c37edb6f0ae79d47c3c27e962fa269bb4f441770357e114ee511f662ec34a692",
            "c820053a05791e521fcaad6042d40aea1d6b1a540138558f47d0719800e18f2d"
        ),
        (
            COUNTERSIGN_SHA256, "test", "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
            "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
        ),
        (
            COUNTERSIGN_SHA384, "test", "83910e8b48bb0c74244ebdf7f07a1c5413d61472bd941ef3920e623fbccebeb6",
            "8ddbec54cf8cd5874883841d712142a56a8d0f218f5003cb0296b6b509619f2c"
        ),
        (
            COUNTERSIGN_SHA512, "test", "461d93f31b6540894788fd206c07cfa0cc35f46fa3c91816fff1040ad1581a04",
            "39af9f15de0db8d97e72719c74820d304ce5226e32dedae67519e840d1194e55"
        ),
        (
            COUNTERSIGN_SHA256, "wv[vnX", "efd9073b652e76da1b5a019c0e4a2e3fa529b035a6abb91ef67f0ed7a1f21234",
            "3db4706c9d9f4a4fe13bb5e08ef0fab53a57dbab2061c83a35fa411c68d2ba33"
        ),
    ]
    static let publishedScalar = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"

    private static func sign(
        _ key: Key, _ hash: countersign_hash, _ text: [UInt8]
    ) -> (r: [UInt8], s: [UInt8], attempt: Attempt) {
        var digest = [UInt8](repeating: 0, count: 64)
        var length = 0
        #expect(Attempt { countersign_hash_bytes(hash, text, text.count, &digest, &length, $0) }.status == COUNTERSIGN_OK)
        var made = countersign_rs()
        let attempt = Attempt {
            countersign_digest_sign_rfc6979_for_fixtures(key.pointer, hash, digest, length, &made, $0)
        }
        #expect(Attempt { countersign_digest_verify(key.pointer, digest, length, &made, $0) }.status == COUNTERSIGN_OK)
        return (bytes(made.r), bytes(made.s), attempt)
    }

    @Test func makesThePublishedSignature_whenTheNonceIsThatOfRFC6979() throws {
        let key = try #require(Key.read(hex(Self.publishedScalar)).key)
        #expect(Self.published.count == 11)
        for (hash, text, r, s) in Self.published {
            let made = Self.sign(key, hash, Array(text.utf8))
            #expect(made.attempt.status == COUNTERSIGN_OK)
            #expect(hexText(made.r) == r, "\(hash) \(text)")
            #expect(hexText(made.s) == s, "\(hash) \(text)")
        }
    }

    static let folder = ProcessInfo.processInfo.environment["COUNTERSIGN_VECTORS"]

    private struct Row: Decodable {
        let d: String, hash: String, msg: String, r: String, s: String
    }
    static let names: [String: countersign_hash] = [
        "SHA-1": COUNTERSIGN_SHA1, "SHA-224": COUNTERSIGN_SHA224, "SHA2-224": COUNTERSIGN_SHA224,
        "SHA-256": COUNTERSIGN_SHA256, "SHA2-256": COUNTERSIGN_SHA256, "SHA-384": COUNTERSIGN_SHA384,
        "SHA2-384": COUNTERSIGN_SHA384, "SHA-512": COUNTERSIGN_SHA512, "SHA2-512": COUNTERSIGN_SHA512,
        "SHA2-512/224": COUNTERSIGN_SHA512_224, "SHA2-512/256": COUNTERSIGN_SHA512_256,
        "SHA3-224": COUNTERSIGN_SHA3_224, "SHA3-256": COUNTERSIGN_SHA3_256, "SHA3-384": COUNTERSIGN_SHA3_384,
        "SHA3-512": COUNTERSIGN_SHA3_512,
    ]

    @Test(
        "All 121 public deterministic signatures (D13)",
        .enabled(if: folder != nil, "COUNTERSIGN_VECTORS names no folder of public vectors"))
    func makesEveryPublicSignature_whenTheVectorsAreThere() throws {
        let file = try Data(contentsOf: URL(filePath: try #require(Self.folder)).appending(path: "sign_det.jsonl"))
        var ran = 0
        for line in file.split(separator: 10) {
            let row = try JSONDecoder().decode(Row.self, from: line)
            let hash = try #require(Self.names[row.hash])
            let key = try #require(Key.read(hex(row.d)).key)
            let made = Self.sign(key, hash, hex(row.msg))
            #expect(hexText(made.r) == row.r.lowercased())
            #expect(hexText(made.s) == row.s.lowercased())
            ran += 1
        }
        #expect(ran == 121)
    }

    @Test func refusesAFixture_whenHashKeyAndDigestDoNotGoTogether() throws {
        let key = try Key.generate()
        let half = try key.publicKey
        let digest = [UInt8](repeating: 1, count: 64)
        var made = countersign_rs()
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        func attempt(
            _ key: OpaquePointer?, _ hash: UInt32, _ digest: [UInt8]?, _ length: Int
        ) -> countersign_status {
            made = signature(r: [UInt8](repeating: 1, count: 32), s: [UInt8](repeating: 1, count: 32))
            let status = Attempt {
                countersign_digest_sign_rfc6979_for_fixtures(
                    key, countersign_hash(rawValue: hash), digest, length, &made, $0)
            }.status
            #expect(bytes(made.r) + bytes(made.s) == [UInt8](repeating: 0, count: 64))
            return status
        }
        #expect(attempt(half.pointer, 3, digest, 32) == COUNTERSIGN_ERROR_KEY_PUBLIC)
        for hash: UInt32 in [0, 12, 99, .max] { #expect(attempt(key.pointer, hash, digest, 32) == argument) }
        for length in [0, 20, 31, 33, 64] { #expect(attempt(key.pointer, 3, digest, length) == argument) }
        #expect(attempt(nil, 3, digest, 32) == argument)
        #expect(attempt(key.pointer, 3, nil, 32) == argument)
        #expect(
            Attempt { countersign_digest_sign_rfc6979_for_fixtures(key.pointer, COUNTERSIGN_SHA256, digest, 32, nil, $0) }
                .status == argument)
    }
}
