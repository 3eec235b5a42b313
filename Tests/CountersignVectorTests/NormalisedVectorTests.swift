import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// The normalised files: P-256 cases of some twenty projects in one form.
struct NormalisedVectorTests {
    /// Opens a file and checks its number of rows; nil (and named in the report) when it is absent.
    private func file(_ name: String, count: Int) throws -> NormalisedFile? {
        guard let file = try NormalisedFile(name) else { return nil }
        #expect(file.rows.count == count, "\(name)")
        return file
    }

    @Test("agrees with sigver_msg.jsonl through the signature field (CARD-011)")
    func agreesOnMessages() throws {
        guard let file = try file("sigver_msg.jsonl", count: 670) else { return }
        try file.forEach(members: ["pub", "msg", "sig", "expected", "hash"]) { row in
            let expected = try row.bool("expected")
            if row.has("hash") {
                #expect(try VectorHash.named(row.string("hash")) == COUNTERSIGN_SHA256, "\(row.place)")
            }
            for judge in FieldJudge.all {
                let isValid = try judge.isValid(
                    row.bytes("pub"), row.bytes("msg"), row.bytes("sig").hexDigits)
                #expect(isValid == expected, "\(row.place): \(judge.name)")
            }
        }
        VectorReport.ran(file.rows.count, of: "normalised/\(file.name)")
    }

    @Test("agrees with sigver_msg_otherhash.jsonl, DER over other hashes than SHA-256")
    func agreesOnOtherHashes() throws {
        guard let file = try file("sigver_msg_otherhash.jsonl", count: 2133) else { return }
        try judgeHashed(file) { try? Signature(derRepresentation: $0).rawRepresentation }
    }

    @Test("agrees with sigver_p1363.jsonl, r ‖ s as it is")
    func agreesOnRaw() throws {
        guard let file = try file("sigver_p1363.jsonl", count: 957) else { return }
        try judgeHashed(file) { $0.count == 64 ? $0 : nil }
    }

    private func judgeHashed(_ file: NormalisedFile, _ read: ([UInt8]) -> [UInt8]?) throws {
        var ran = 0, omitted = 0
        try file.forEach(members: ["pub", "msg", "sig", "expected", "hash"]) { row in
            guard let hash = try VectorHash.named(row.string("hash")) else {
                omitted += 1
                return
            }
            // An old edition marks SHA-224 as too weak for the curve: a matter of policy. Its signature is valid, and
            // the road, which knows SHA-256 only, never meets it.
            let isPolicy = try row.has("cat") && row.string("cat") == "WeakHash"
            let expected = try row.bool("expected") || isPolicy
            let digest = try VectorHash.digest(row.bytes("msg"), hash)
            let rs = read(try row.bytes("sig"))
            for judge in SignatureJudge.all {
                let isValid = try rs.map { try judge.isValid(row.bytes("pub"), digest, $0) } ?? false
                #expect(isValid == expected, "\(row.place): \(judge.name)")
            }
            ran += 1
        }
        VectorReport.ran(ran, of: "normalised/\(file.name)")
        VectorReport.omitted(
            omitted, of: "normalised/\(file.name) (\(omitted) with SHAKE128)", because: VectorHash.reason)
    }

    @Test("agrees with sigver_digest.jsonl, where the digest is chosen and not hashed")
    func agreesOnDigests() throws {
        guard let file = try file("sigver_digest.jsonl", count: 3184) else { return }
        try file.forEach(members: ["pub", "e", "r", "s", "expected"]) { row in
            let expected = try row.bool("expected")
            guard let r = try row.integer("r").paddedTo32(), let s = try row.integer("s").paddedTo32() else {
                // No judge takes more than 32 bytes, which is a refusal too.
                #expect(!expected, "\(row.place)")
                return
            }
            for judge in SignatureJudge.all {
                let isValid = try judge.isValid(row.bytes("pub"), row.bytes("e"), r + s)
                #expect(isValid == expected, "\(row.place): \(judge.name)")
            }
        }
        VectorReport.ran(file.rows.count, of: "normalised/\(file.name)")
    }

    @Test("reads the points of pubkey.jsonl that are good, in 65 bytes that begin with 04, and no other")
    func agreesOnPoints() throws {
        guard let file = try file("pubkey.jsonl", count: 449) else { return }
        try file.forEach(members: ["bytes", "expected"]) { row in
            guard let bytes = [UInt8](hexDigits: try row.string("bytes")) else {
                // NIST has coordinates of 65 digits: no bytes at all, and the hex point is refused.
                #expect(try !row.bool("expected"), "\(row.place)")
                #expect(throws: CountersignError.self) { try VerifyingKey(hexPoint: row.string("bytes")) }
                return
            }
            var key: OpaquePointer?
            let status = countersign_key_read(bytes, bytes.count, COUNTERSIGN_KEY_POINT, nil, 0, &key, nil, nil)
            countersign_key_free(key)
            #expect(try (status == COUNTERSIGN_OK) == row.bool("expected"), "\(row.place)")
        }
        VectorReport.ran(file.rows.count, of: "normalised/\(file.name)")
    }

    @Test("finds y of the points of pubkey_compressed.jsonl")
    func decompresses() throws {
        guard let file = try file("pubkey_compressed.jsonl", count: 2) else { return }
        try file.forEach(members: ["point", "x", "y"]) { row in
            let key = try VerifyingKey(x963Representation: row.bytes("point"))
            #expect(try key.x963Representation == [0x04] + row.bytes("x") + row.bytes("y"), "\(row.place)")
            #expect(try key.compressedRepresentation == row.bytes("point"), "\(row.place)")
        }
        VectorReport.ran(file.rows.count, of: "normalised/\(file.name)")
    }

    @Test("reads the SubjectPublicKeyInfos of spki.jsonl that are DER of a named curve, and no other")
    func agreesOnSPKI() throws {
        guard let file = try file("spki.jsonl", count: 632) else { return }
        try file.forEach(members: ["spki"]) { row in
            let isRead = (try? VerifyingKey(anyRepresentation: row.bytes("spki"))) != nil
            // As for Wycheproof: of what upstream calls acceptable, only a compressed point is good.
            let expected: Bool
            switch try row.string("upstream") {
            case "valid": expected = true
            case "invalid": expected = false
            case "acceptable": expected = try row.string("cat") == "CompressedPublic,CompressedPoint"
            default: throw VectorError("\(row.place): unknown verdict")
            }
            #expect(isRead == expected, "\(row.place)")
        }
        VectorReport.ran(file.rows.count, of: "normalised/\(file.name)")
    }
}
