import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Foundation
import Testing

/// Signatures that were made with a known nonce: sign_det.jsonl (RFC 6979), sign_k.jsonl, sign_digest_k.jsonl.
struct SigningVectorTests {
    @Test("makes the signatures of sign_det.jsonl with RFC 6979's nonce, one with a rejected candidate among them")
    func reproducesDeterministicSignatures() throws {
        guard let file = try NormalisedFile("sign_det.jsonl") else { return }
        #expect(file.rows.count == 121)
        var ran = 0
        try file.forEach(members: ["d", "hash", "msg", "k", "r", "s"]) { row in
            guard let hash = try VectorHash.named(row.string("hash")) else { return }
            let digest = try VectorHash.digest(row.bytes("msg"), hash)
            let scalar = try row.bytes("d"), expected = try row.bytes("r") + row.bytes("s")
            var key: OpaquePointer?
            #expect(
                countersign_key_read(scalar, scalar.count, COUNTERSIGN_KEY_SCALAR, nil, 0, &key, nil, nil)
                    == COUNTERSIGN_OK, "\(row.place)")
            defer { countersign_key_free(key) }
            var rs = countersign_rs()
            let status = countersign_digest_sign_rfc6979_for_fixtures(
                key, hash, digest, digest.count, &rs, nil)
            #expect(status == COUNTERSIGN_OK, "\(row.place)")
            #expect(withUnsafeBytes(of: rs) { Array($0) } == expected, "\(row.place)")
            ran += 1
        }
        #expect(ran > 60)
        VectorReport.ran(ran, of: "normalised/sign_det.jsonl, signed again")
    }

    @Test("verifies the signatures of the signing files under the scalar's own point")
    func verifiesWhatWasSigned() throws {
        for (name, count) in [("sign_det.jsonl", 121), ("sign_k.jsonl", 215), ("sign_digest_k.jsonl", 62)] {
            guard let file = try NormalisedFile(name) else { continue }
            #expect(file.rows.count == count, "\(name)")
            var ran = 0
            try file.forEach(members: ["d", "hash", "msg", "digest", "k", "r", "s"]) { row in
                guard let digest = try digest(of: row) else { return }
                guard let scalar = try row.bytes("d").paddedTo32() else { throw VectorError("\(row.place): d") }
                let key = try SigningKey(scalar: scalar).verifyingKey
                let rs = try row.bytes("r") + row.bytes("s")
                for judge in SignatureJudge.all {
                    #expect(try judge.isValid(key.x963Representation, digest, rs), "\(row.place): \(judge.name)")
                }
                ran += 1
            }
            VectorReport.ran(ran, of: "normalised/\(name), verified")
            if ran < count {
                VectorReport.omitted(
                    count - ran, of: "normalised/\(name), verified (other hashes)",
                    because: "\(VectorHash.reason); Scripts/judge-signing.py runs them")
            }
        }
    }

    private func digest(of row: VectorRow) throws -> [UInt8]? {
        guard row.has("hash") else { return try row.bytes("digest") }
        guard let hash = try VectorHash.named(row.string("hash")) else { return nil }
        return try VectorHash.digest(row.bytes("msg"), hash)
    }

    @Test("finds the generator of our own vectors in agreement with every signature made with a given nonce")
    func judgesTheGenerator() throws {
        let output = try PythonScript.run("judge-signing.py")
        let lines = output.split(separator: "\n")
        #expect(lines.count == 3)
        for line in lines where !line.hasSuffix("absent") {
            let parts = line.split(separator: " ")
            #expect(parts.dropFirst(2).joined(separator: " ") == "rows agree", "\(line)")
            VectorReport.ran(Int(parts[1]) ?? 0, of: "normalised/\(parts[0].dropLast()), recomputed in Python")
        }
    }
}
