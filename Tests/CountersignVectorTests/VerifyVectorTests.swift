import Countersign
import CountersignTestSupport
import Testing

/// verify.json: the arithmetic at its edges, on every judge.
struct VerifyVectorTests {
    @Test("verifies as plain integers do, when digest, key and scalars are steered to their edges")
    func agreesWithPlainIntegers() throws {
        let file = try OwnVectors("verify.json")
        var valid = 0
        let ran = try file.forEach(members: ["key", "digest", "r", "s", "valid"]) { row in
            let expected = try row.bool("valid")
            valid += expected ? 1 : 0
            for judge in SignatureJudge.all {
                let isValid = try judge.isValid(
                    row.bytes("key"), row.bytes("digest"), row.bytes("r") + row.bytes("s"))
                #expect(isValid == expected, "\(row.place): \(judge.name)")
            }
        }
        #expect(ran == 1392)
        #expect(valid == 661)
    }

    @Test("accepts the other s of every valid case, and refuses n - s of every case that is not")
    func treatsTheTwinAlike() throws {
        var ran = 0
        for row in try OwnVectors("verify.json").cases {
            guard let signature = try? Signature(r: row.bytes("r"), s: row.bytes("s")) else { continue }
            let key = try VerifyingKey(x963Representation: row.bytes("key"))
            let isValid = try key.isValidSignature(signature.twin, digest: row.bytes("digest"))
            #expect(try isValid == row.bool("valid"), "\(row.place)")
            ran += 1
        }
        #expect(ran > 800)
    }
}
