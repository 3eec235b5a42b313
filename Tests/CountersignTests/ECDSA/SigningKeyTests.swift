import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

@Suite struct SigningKeyTests {
    /// RFC 6979 A.2.5: key, and the signature of "sample" with SHA-256.
    private static let rfcScalar = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
    private static let rfcPoint =
        "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
        + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
    private static let rfcSample =
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"

    @Test func signsWhatItsPublicHalfVerifies() throws {
        let key = try SigningKey()
        for text in [
            "212212", "", "f0c94ab2-7c39-4e42-8b87-1f0a5f1f9d3e", "Grüße\n", String(repeating: "x", count: 9_999),
        ] {
            let challenge = Challenge(text)
            let signature = try key.signature(for: challenge)
            #expect(try key.verifyingKey.isValidSignature(signature, for: challenge))
            #expect(try key.verifyingKey.isValidSignature(signature.twin, for: challenge))
            let field = try key.field(for: challenge)
            #expect(try key.verifyingKey.isValidSignature(field: field, for: challenge))
            #expect(try key.verifyingKey.isValidSignature(Signature(field: field), for: challenge))
            #expect(try !key.verifyingKey.isValidSignature(signature, for: Challenge(text + " ")))
        }
    }

    @Test func neverUsesANonceTwice() throws {
        let key = try SigningKey()
        var seen: Set<[UInt8]> = []
        for _ in 0..<500 { seen.insert(try key.signature(for: "212212").r) }
        #expect(seen.count == 500)
    }

    @Test func reproducesTheFiguresOfRFC6979_forFixtures() throws {
        let key = try SigningKey(scalar: Hex.decode(Self.rfcScalar))
        #expect(key.verifyingKey.hexPoint == Self.rfcPoint)
        let signature = try key.rfc6979FixtureSignature(for: "sample")
        #expect(signature.text(.rsHex) == Self.rfcSample)
        #expect(try key.rfc6979FixtureSignature(for: "sample") == signature)
    }

    @Test func refusesAScalar_whenItIsOutOfRangeOrNot32Bytes() throws {
        let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
        for hex in [order, String(repeating: "0", count: 64), String(repeating: "f", count: 64)] {
            let error = #expect(throws: CountersignError.self) { try SigningKey(scalar: Hex.decode(hex)) }
            #expect(error?.code == .keyScalar)
        }
        for count in [0, 1, 31, 33, 64] {
            #expect(throws: CountersignError.self) { try SigningKey(scalar: [UInt8](repeating: 1, count: count)) }
        }
    }

    @Test func showsNoSecret_inAnyDescription() throws {
        let key = try SigningKey(scalar: Hex.decode(Self.rfcScalar))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), String(describing: key), dumped] {
            #expect(!text.lowercased().contains(Self.rfcScalar.prefix(16)))
            #expect(!text.contains("201, 175, 169, 216"), "the scalar as decimal bytes")
        }
        #expect("\(key)" == "SigningKey(\(key.verifyingKey.identifier.short))")
        #expect("\(key.verifyingKey)" == "VerifyingKey(\(key.verifyingKey.identifier.short))")
    }

    @Test func signsAndVerifies_fromSixteenTasksAtOnce() async throws {
        let key = try SigningKey()
        let valid = try await withThrowingTaskGroup(of: Int.self) { group in
            for task in 0..<16 {
                group.addTask {
                    var valid = 0
                    for round in 0..<50 {
                        let challenge = Challenge("\(task)-\(round)")
                        let signature = try key.signature(for: challenge)
                        guard try key.verifyingKey.isValidSignature(signature, for: challenge) else { continue }
                        guard try !key.verifyingKey.isValidSignature(signature, for: "other") else { continue }
                        guard
                            try SigningKey(anyRepresentation: key.representation(.pkcs8DER)).verifyingKey
                                == key.verifyingKey
                        else { continue }
                        valid += countersign_openssl_queued_errors() == 0 ? 1 : 0
                    }
                    return valid
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(valid == 16 * 50)
    }

    @Test func answersAsAChallengeSigner() async throws {
        let signer: any ChallengeSigner = try SigningKey()
        let signature = try await signer.signature(for: "212212")
        #expect(try await signer.verifyingKey.isValidSignature(signature, for: "212212"))
    }
}
