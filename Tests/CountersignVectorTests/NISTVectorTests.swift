import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import CountersignVectors
import Testing

/// NIST CAVP: FIPS 186-2 and 186-3, sections on P-256.
struct NISTVectorTests {
    private static let isThere = !VectorFolder.externalNames(in: "nist").isEmpty
    private static let editions = ["FIPS_186-2", "FIPS_186-3"]

    /// Blocks of a file, which must be this many, with the hash of their section.
    private func blocks(_ path: String, count: Int) throws -> [(block: NISTResponse.Block, hash: countersign_hash)] {
        guard let file = try NISTResponse(path) else { throw VectorError("nist/\(path) is absent") }
        let blocks = try file.sections.flatMap { section in
            let hash = try section.hash()
            return section.blocks.map { ($0, hash) }
        }
        #expect(blocks.count == count, "nist/\(path)")
        VectorReport.ran(blocks.count, of: "nist/\(path)")
        return blocks
    }

    private func point(_ block: NISTResponse.Block) throws -> [UInt8]? {
        guard let x = try block.number("Qx"), let y = try block.number("Qy") else { return nil }
        return [0x04] + x + y
    }

    @Test("agrees with SigVer, for every reason a signature may be wrong", .enabled(if: isThere, "no nist/"))
    func verifies() throws {
        for (path, count) in [("FIPS_186-2/SigVer.rsp", 15), ("FIPS_186-3/SigVer.rsp", 75)] {
            for (block, hash) in try blocks(path, count: count) {
                try block.expect(["Msg", "Qx", "Qy", "R", "S", "Result"])
                let expected = try block.passes()
                let digest = try VectorHash.digest(block.bytes("Msg"), hash)
                let rs = [try block.number("R"), try block.number("S")].compactMap(\.self).flatMap(\.self)
                guard let key = try point(block), rs.count == 64 else {
                    #expect(!expected, "\(block.place)")
                    continue
                }
                for judge in SignatureJudge.all {
                    #expect(try judge.isValid(key, digest, rs) == expected, "\(block.place): \(judge.name)")
                }
            }
        }
    }

    @Test("verifies every signature of SigGen, and not with another message", .enabled(if: isThere, "no nist/"))
    func verifiesWhatWasGenerated() throws {
        for (path, count) in [("FIPS_186-2/SigGen.rsp", 15), ("FIPS_186-3/SigGen.rsp", 75)] {
            for (block, hash) in try blocks(path, count: count) {
                try block.expect(["Msg", "Qx", "Qy", "R", "S"])
                guard let key = try point(block), let r = try block.number("R"), let s = try block.number("S") else {
                    throw VectorError("\(block.place): a number of more than 32 bytes")
                }
                let message = try block.bytes("Msg")
                let digest = try VectorHash.digest(message, hash), other = try VectorHash.digest(message + [0], hash)
                for judge in SignatureJudge.all {
                    #expect(try judge.isValid(key, digest, r + s), "\(block.place): \(judge.name)")
                    #expect(try !judge.isValid(key, other, r + s), "\(block.place): \(judge.name)")
                }
            }
        }
    }

    @Test("finds the public point of every key of KeyPair (CARD-009)", .enabled(if: isThere, "no nist/"))
    func findsThePublicPoint() throws {
        for (path, count) in [("FIPS_186-2/KeyPair.rsp", 10), ("FIPS_186-3/KeyPair.rsp", 10)] {
            for (block, _) in try blocks(path, count: count) {
                try block.expect(["d", "Qx", "Qy"])
                guard let scalar = try block.number("d") else { throw VectorError("\(block.place): d") }
                let key = try SigningKey(scalar: scalar)
                #expect(try key.verifyingKey.x963Representation == point(block), "\(block.place)")
            }
        }
    }

    @Test("agrees with PKV on which public keys are good", .enabled(if: isThere, "no nist/"))
    func validatesPublicKeys() throws {
        for path in ["FIPS_186-2/PKV.rsp", "FIPS_186-3/PKV.rsp"] {
            for (block, _) in try blocks(path, count: 12) {
                try block.expect(["Qx", "Qy", "Result"])
                // A coordinate of more than 32 bytes cannot even be written as a point.
                let isRead = try point(block).map { (try? VerifyingKey(x963Representation: $0)) != nil } ?? false
                #expect(try isRead == block.passes(), "\(block.place)")
            }
        }
    }
}
