import CCountersignOpenSSL
import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

/// The published vectors in one large batch. The vector tests ask the kernels row by row; here the rows are each other's
/// neighbours, share their inversions, and meet tables of every size.
@Suite("Vectors in one batch")
struct VectorBatchTests {
    private struct Row {
        let point: [UInt8]
        let digest: [UInt8]
        let signature: Signature
        let isValid: Bool
        let place: String
        enum Signature { case field([UInt8]), integers([UInt8]) }

        /// The leftmost 256 bits of a digest count; a shorter one is a smaller number.
        init(_ point: [UInt8], _ digest: [UInt8], _ signature: Signature, _ isValid: Bool, _ place: String) {
            self.point = Array(point.dropFirst())
            self.digest = Array(repeating: 0, count: max(0, 32 - digest.count)) + digest.prefix(32)
            (self.signature, self.isValid, self.place) = (signature, isValid, place)
        }

        func append(to batch: inout Batch) -> Bool {
            point.withUnsafeBytes { point in
                digest.withUnsafeBytes { digest in
                    switch signature {
                    case .field(let text):
                        text.withUnsafeBytes {
                            unsafe batch.append(key: .point(point), message: .digest(digest), signature: .field($0))
                        }
                    case .integers(let rs):
                        rs.withUnsafeBytes {
                            unsafe batch.append(key: .point(point), message: .digest(digest), signature: .integers($0))
                        }
                    }
                }
            }
        }
    }

    @Test(
        "agrees with every label of verify.json, Wycheproof and NIST on every kernel, without tables and with each size"
    )
    func agreesWithEveryLabel() throws {
        let own = try Self.own(), wycheproof = try Self.wycheproof(), nist = try Self.nist()
        let rows = own + wycheproof + nist
        print("vectors in one batch: \(own.count) of verify.json, \(wycheproof.count) Wycheproof, \(nist.count) NIST")
        #expect(own.count == 1462)
        var batch = Batch(minimumCapacity: rows.count)
        for row in rows {
            let isTaken = row.append(to: &batch)
            #expect(isTaken, "\(row.place)")
        }
        for kernel in usableKernels where kernel != .openSSL {
            let plain = try verifier(kernel) { $0.tablePolicy = .never }
            Self.compare(try plain.verify(batch), rows, "\(kernel), no table")
            for size in TableSize.allCases {
                let verifier = try verifier(kernel) { $0.tableSize = size }
                // Tables stand at the second use of a key.
                for turn in 1...2 { Self.compare(try verifier.verify(batch), rows, "\(kernel), \(size), turn \(turn)") }
            }
        }
    }

    private static func compare(_ verdicts: [BatchVerdict], _ rows: [Row], _ name: String) {
        #expect(verdicts.count == rows.count)
        for (verdict, row) in zip(verdicts, rows) where verdict.isValid != row.isValid {
            Issue.record("\(row.place): \(name) says \(verdict)")
        }
    }

    private static func own() throws -> [Row] {
        try OwnVectors("verify.json").cases.map { row in
            Row(
                try row.bytes("key"), try row.bytes("digest"), .integers(try row.bytes("r") + row.bytes("s")),
                try row.bool("valid"), row.place)
        }
    }

    private static func wycheproof() throws -> [Row] {
        var rows: [Row] = []
        for name in WycheproofFile.names(startingWith: "ecdsa_") {
            for group in try WycheproofFile(name).groups {
                guard let hash = try VectorHash.named(group.row.string("sha")) else { continue }
                guard let point = try [UInt8](hexDigits: group.row.row("publicKey").string("uncompressed")) else {
                    throw VectorError("\(group.row.place): the point is not hex")
                }
                for test in group.tests {
                    let bytes = try test.row.bytes("sig")
                    let isRaw = group.type == "EcdsaP1363Verify"
                    // r ‖ s of another length is no pair of integers; the vector tests show that it is refused.
                    if isRaw, bytes.count != 64 { continue }
                    rows.append(
                        Row(
                            point, try VectorHash.digest(test.row.bytes("msg"), hash),
                            isRaw ? .integers(bytes) : .field(Array(bytes.hexDigits.utf8)), test.result == .valid,
                            test.row.place))
                }
            }
        }
        return rows
    }

    private static func nist() throws -> [Row] {
        var rows: [Row] = []
        for path in ["FIPS_186-2/SigVer.rsp", "FIPS_186-3/SigVer.rsp"] {
            for section in try NISTResponse(path)?.sections ?? [] {
                let hash = try section.hash()
                for block in section.blocks {
                    guard let x = try block.number("Qx"), let y = try block.number("Qy"), let r = try block.number("R"),
                        let s = try block.number("S")
                    else { continue }
                    rows.append(
                        Row(
                            [0x04] + x + y, try VectorHash.digest(block.bytes("Msg"), hash), .integers(r + s),
                            try block.passes(), block.place))
                }
            }
        }
        return rows
    }
}
