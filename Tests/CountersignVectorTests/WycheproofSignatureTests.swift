import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// Wycheproof's ECDSA files for P-256, on every judge.
struct WycheproofSignatureTests {
    /// Tests in the files of C2SP's current edition. A file with another number is another edition: look at it first.
    private static let counts = [
        "ecdsa_secp256r1_sha256_test.json": 484, "ecdsa_secp256r1_sha256_p1363_test.json": 262,
        "ecdsa_secp256r1_sha512_test.json": 554, "ecdsa_secp256r1_sha512_p1363_test.json": 332,
        "ecdsa_secp256r1_sha3_256_test.json": 482, "ecdsa_secp256r1_sha3_512_test.json": 548,
        "ecdsa_secp256r1_shake128_test.json": 480, "ecdsa_secp256r1_shake128_p1363_test.json": 258,
    ]
    /// Files that only the folder has, not the packages of PyPI.
    private static let folderOnly: Set = [
        "ecdsa_secp256r1_shake128_test.json", "ecdsa_secp256r1_shake128_p1363_test.json",
    ]

    @Test(
        "agrees with every row of Wycheproof's ECDSA files (CARD-011)",
        .enabled(if: !WycheproofFile.names(startingWith: "ecdsa_").isEmpty, "vectors/external/wycheproof is absent"))
    func agreesWithEveryRow() throws {
        let names = WycheproofFile.names(startingWith: "ecdsa_")
        #expect(Set(names).isSubset(of: Self.counts.keys), "an ECDSA file that no runner knows")
        #expect(Set(Self.counts.keys).subtracting(names).isSubset(of: Self.folderOnly))
        for name in names {
            let file = try WycheproofFile(name)
            #expect(file.count == Self.counts[name], "\(name)")
            var ran = 0
            for group in file.groups {
                let key = try key(of: group)
                guard let hash = try VectorHash.named(group.row.string("sha")) else { continue }
                for test in group.tests {
                    try judge(test, in: group, key, hash)
                    ran += 1
                }
            }
            if ran > 0 { VectorReport.ran(ran, of: "wycheproof/\(name)") }
            if ran < file.count {
                #expect(ran == 0, "\(name) mixes hashes")
                VectorReport.omitted(file.count, of: "wycheproof/\(name)", because: VectorHash.reason)
            }
        }
    }

    /// The group's key, which the file gives in up to four encodings: all must be the same key.
    private func key(of group: WycheproofFile.Group) throws -> VerifyingKey {
        let row = group.row
        let point = try VerifyingKey(hexPoint: row.row("publicKey").string("uncompressed"))
        #expect(try VerifyingKey(anyRepresentation: row.bytes("publicKeyDer")) == point, "\(row.place): DER")
        let pem = Array(try row.string("publicKeyPem").utf8)
        #expect(try VerifyingKey(anyRepresentation: pem) == point, "\(row.place): PEM")
        if row.has("publicKeyJwk") {
            let members = try row.row("publicKeyJwk").values.map { "\"\($0)\":\"\($1)\"" }
            let jwk = "{\(members.joined(separator: ","))}"
            #expect(try VerifyingKey(anyRepresentation: jwk.utf8) == point, "\(row.place): JWK")
        }
        return point
    }

    private func judge(
        _ test: WycheproofFile.Test, in group: WycheproofFile.Group, _ key: VerifyingKey, _ hash: countersign_hash
    ) throws {
        // The rule for "acceptable": refuse. It marks signatures that a lenient parser takes, and none here is lenient.
        let expected = test.result == .valid
        let message = try test.row.bytes("msg"), bytes = try test.row.bytes("sig")
        let isP1363 = group.type == "EcdsaP1363Verify"
        let signature =
            isP1363
            ? try? Signature(rawRepresentation: bytes) : try? Signature(derRepresentation: bytes)
        if expected { #expect(signature != nil, "\(test.row.place): not read") }
        let digest = try VectorHash.digest(message, hash)
        for judge in SignatureJudge.all {
            let isValid = try signature.map {
                try judge.isValid(key.x963Representation, digest, $0.rawRepresentation)
            }
            #expect((isValid ?? false) == expected, "\(test.row.place): \(judge.name)")
        }
        // r ‖ s goes to the judges as it is too: what the codec refuses for its range they must refuse as well.
        if isP1363, bytes.count == 64 {
            for judge in SignatureJudge.all {
                let isValid = try judge.isValid(key.x963Representation, digest, bytes)
                #expect(isValid == expected, "\(test.row.place): \(judge.name), unparsed")
            }
        }
        if !isP1363, hash == COUNTERSIGN_SHA256 {
            for judge in FieldJudge.all {
                let isValid = try judge.isValid(key.x963Representation, message, bytes.hexDigits)
                #expect(isValid == expected, "\(test.row.place): \(judge.name)")
            }
        }
    }
}
