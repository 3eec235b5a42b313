import CountersignTestSupport
import CountersignVectors
import Foundation
import Testing

/// What lies in `vectors/external/`: something must, and nothing may lie there unread.
struct ExternalSourceTests {
    /// Files that are read, by folder; a folder that is absent is named in the report.
    private static let read: [String: Set<String>] = [
        "wycheproof": [
            "ecdsa_secp256r1_sha256_test.json", "ecdsa_secp256r1_sha256_p1363_test.json",
            "ecdsa_secp256r1_sha512_test.json", "ecdsa_secp256r1_sha512_p1363_test.json",
            "ecdsa_secp256r1_sha3_256_test.json", "ecdsa_secp256r1_sha3_512_test.json",
            "ecdsa_secp256r1_shake128_test.json", "ecdsa_secp256r1_shake128_p1363_test.json",
            "ecdh_secp256r1_test.json", "ecdh_secp256r1_ecpoint_test.json", "ecdh_secp256r1_pem_test.json",
            "ecdh_secp256r1_webcrypto_test.json",
        ],
        "nist": ["FIPS_186-2", "FIPS_186-3"],
        "normalised": [
            "sigver_msg.jsonl", "sigver_msg_otherhash.jsonl", "sigver_p1363.jsonl", "sigver_digest.jsonl",
            "pubkey.jsonl", "pubkey_compressed.jsonl", "spki.jsonl", "sign_det.jsonl", "sign_k.jsonl",
            "sign_digest_k.jsonl",
        ],
        "keys": Set(ExternalKeyFile.all.map(\.name)),
    ]
    /// Files that no test here runs, with the number of rows and the reason.
    private static let unread: [String: (rows: Int, reason: String)] = [
        "normalised/pointops.jsonl": (
            1083, "sums and multiples of points: arithmetic inside the kernels, run by their own tests"
        )
    ]

    @Test("finds vectors of others in vectors/external: run `make vectors` when this fails")
    func isNotEmpty() {
        let folders = Self.read.keys.filter { !VectorFolder.externalNames(in: $0).isEmpty }
        #expect(!folders.isEmpty, "vectors/external is empty: run `make vectors`")
        for folder in Self.read.keys where !folders.contains(folder) { VectorReport.absent(folder) }
    }

    @Test("reads every file of vectors/external, or names why not")
    func leavesNothingUnread() {
        for (folder, files) in Self.read {
            for name in VectorFolder.externalNames(in: folder) where !files.contains(name) {
                let reason = Self.unread["\(folder)/\(name)"]
                #expect(reason != nil, "no test reads \(folder)/\(name)")
                if let reason { VectorReport.omitted(reason.rows, of: "\(folder)/\(name)", because: reason.reason) }
            }
        }
        let known = Set(Self.read.keys).union(["ORIGIN", ".gitignore"])
        let found = (try? FileManager.default.contentsOfDirectory(atPath: VectorFolder.external.path)) ?? []
        #expect(Set(found).isSubset(of: known), "a folder that no test reads")
    }
}
