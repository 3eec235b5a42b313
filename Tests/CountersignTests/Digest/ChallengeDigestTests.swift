import Countersign
import Testing

@Suite struct ChallengeDigestTests {
    @Test func hashesTheTextOnce() throws {
        // FIPS 180-2 appendix B.1, the empty text, and V1.
        let cases = [
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (Golden.text, Golden.digest),
        ]
        for (text, hex) in cases {
            let digest = try ChallengeDigest(of: Challenge(text))
            #expect(digest.hex == hex)
            #expect(digest.bytes.count == 32)
            #expect("\(digest)" == hex)
        }
    }
}
