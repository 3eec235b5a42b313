import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// flow.json: every station of the road from text to verdict.
struct FlowVectorTests {
    private static let members: Set<String> = [
        "text", "utf8", "repeat", "private", "rfc6979", "k", "key", "digest", "r", "s", "der", "field", "verdict",
        "defect", "offset",
    ]

    @Test("takes the road of every case of flow.json, station by station (CARD-012, CARD-013, CARD-025, CARD-026)")
    func agreesAtEveryStation() throws {
        let file = try OwnVectors("flow.json")
        var verdicts: [String: Int] = [:]
        let ran = try file.forEach(members: Self.members) { row in
            let verdict = try row.string("verdict")
            verdicts[verdict, default: 0] += 1
            let challenge = try challenge(row)
            #expect(try ChallengeDigest(of: challenge).bytes == row.bytes("digest"), "\(row.place)")
            let key = try VerifyingKey(hexPoint: row.string("key"))
            #expect(key.hexPoint == (try row.string("key")), "\(row.place)")
            try checkSigning(row, challenge, key)
            try checkVerdict(row, verdict, challenge, key)
        }
        #expect(ran == 330)
        #expect(verdicts == ["valid": 137, "mismatch": 172, "malformed": 21])
    }

    private func challenge(_ row: VectorRow) throws -> Challenge {
        let utf8 = try row.bytes("utf8")
        let text = try row.string("text")
        #expect(Array(text.utf8) == utf8, "\(row.place): the JSON reader changed the text")
        let times = row.has("repeat") ? try row.int("repeat") : 1
        let challenge = Challenge(String(repeating: text, count: times))
        #expect(try Challenge(utf8: [[UInt8]](repeating: utf8, count: times).joined()) == challenge, "\(row.place)")
        return challenge
    }

    /// With a private key: the same public key, and the same r and s by RFC 6979.
    private func checkSigning(_ row: VectorRow, _ challenge: Challenge, _ key: VerifyingKey) throws {
        guard row.has("private") else { return }
        let signer = try SigningKey(scalar: row.bytes("private"))
        #expect(signer.verifyingKey == key, "\(row.place)")
        #expect(try row.bool("rfc6979"), "\(row.place)")
        let fixture = try signer.rfc6979FixtureSignature(for: challenge)
        #expect(try fixture.field == row.string("field"), "\(row.place)")
        #expect(try key.isValidSignature(signer.signature(for: challenge), for: challenge), "\(row.place)")
    }

    private func checkVerdict(
        _ row: VectorRow, _ expected: String, _ challenge: Challenge, _ key: VerifyingKey
    ) throws {
        let field = try row.string("field")
        for judge in FieldJudge.all {
            let isValid = try judge.isValid(key.x963Representation, challenge.utf8, field)
            #expect(isValid == (expected == "valid"), "\(row.place): \(judge.name)")
        }
        switch try key.verdict(field: field, for: challenge) {
        case .malformed(let error):
            #expect(expected == "malformed", "\(row.place)")
            #expect(try error.code.description == row.string("defect"), "\(row.place)")
            #expect(try error.offset == row.int("offset"), "\(row.place)")
            return
        case .mismatch: #expect(expected == "mismatch", "\(row.place)")
        case .valid: #expect(expected == "valid", "\(row.place)")
        }
        let signature = try Signature(field: field)
        #expect(try signature.r == row.bytes("r"), "\(row.place)")
        #expect(try signature.s == row.bytes("s"), "\(row.place)")
        #expect(try signature.derRepresentation == row.bytes("der"), "\(row.place)")
        #expect(signature.field == field.lowercased(), "\(row.place)")
        for judge in SignatureJudge.all {
            let isValid = try judge.isValid(
                key.x963Representation, row.bytes("digest"), signature.rawRepresentation)
            #expect(isValid == (expected == "valid"), "\(row.place): \(judge.name)")
        }
    }
}
