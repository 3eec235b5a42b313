import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("Digests of bytes in pieces")
struct RunningDigestTests {
    @Test("gives the digest of the whole, whatever the pieces are")
    func givesTheDigestOfTheWhole() throws {
        var random = SeededRandom.printed(for: "pieces")
        for length in Array(0...200) + [1000, 4096, 100_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0x20...0x7e, using: &random) }
            var digest = RunningDigest()
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 0...150, using: &random))
                piece.withUnsafeBytes { digest.update($0) }
                rest = rest.dropFirst(piece.count)
            }
            let whole = try ChallengeDigest(of: Challenge(String(decoding: bytes, as: UTF8.self)))
            #expect(digest.finish() == whole.hex, "\(length) bytes")
        }
    }
}
