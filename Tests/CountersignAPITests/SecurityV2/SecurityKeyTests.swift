import CountersignAPI
import Testing

@Suite("Security API (V2): encryption of one-time passwords") struct SecurityKeyTests {
    /// 48 bytes 00 01 … 2f.
    private static let digits = (0..<48).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    private static let key = SecurityV2.SecurityKey(digits)
    private static let vector = "6OnnlM/UjrfcQGH3eolf09ErN4dsZf830sG0dypERBI"

    @Test("The computed vector of the scheme comes out and goes back (S3-042)")
    func encryptsTheVector() throws {
        let key = try #require(Self.key)
        #expect(try key.encrypt("12345678") == Self.vector)
        #expect(key.decrypt(Self.vector) == "12345678")
        #expect(key.text == Self.digits)
        #expect(SecurityV2.SecurityKey(Self.digits.uppercased()) == key)
    }

    @Test("Padding may stand or be missing, in both alphabets (S3-043)")
    func readsBase64_withAndWithoutPadding() throws {
        let key = try #require(Self.key)
        let url = String(Self.vector.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
        for text in [Self.vector, Self.vector + "=", url, url + "="] { #expect(key.decrypt(text) == "12345678") }
        let sample = "Q4otSv8JSL4pIfHZY1ggjzT9OXxwvhK1TUvaLEwfLpE"
        #expect(sample.utf8.count == 43)
        #expect(SecurityV2.SecurityKey.ciphertext(sample)?.count == 32)
        #expect(SecurityV2.SecurityKey.ciphertext(sample + "=")?.count == 32)
        #expect(try key.encrypt("12345678").utf8.count == sample.utf8.count)
    }

    @Test("What the key did not encrypt is nil, whatever is wrong with it")
    func refusesEverythingElse() throws {
        let key = try #require(Self.key)
        let other = try #require(SecurityV2.SecurityKey(String(Self.digits.reversed())))
        var wrong = ["", "=", "A", "12345678", Self.vector + "==", Self.vector + "A", " " + Self.vector, "é", "\0"]
        wrong.append(String(Self.vector.dropLast(22)))
        wrong.append(String(Self.vector.dropLast(1)) + "J")
        for text in wrong { #expect(key.decrypt(text) == nil, "\(text)") }
        #expect(key.decrypt(try other.encrypt("12345678")) != "12345678")
    }

    @Test("Equal passwords give equal texts, and equal beginnings equal blocks: the weakness that is documented")
    func isWeak_asDocumented() throws {
        let key = try #require(Self.key)
        #expect(try key.encrypt("12345678") == key.encrypt("12345678"))
        let one = try key.encrypt("1234567812345678")
        let other = try key.encrypt("1234567887654321")
        // The first block says that both begin alike.
        #expect(one.prefix(21) == other.prefix(21) && one != other)
    }

    @Test("Any text goes there and back; odd lengths and surrogates too")
    func goesBothWays() throws {
        let key = try #require(Self.key)
        for text in ["", "0", "00000000", "99999999", "1234567", "пароль", "🔑🔑", String(repeating: "x", count: 100)] {
            #expect(key.decrypt(try key.encrypt(text)) == text)
        }
    }

    @Test("A security key is 96 hex digits and never shows", arguments: ["", "00", "zz", "0 0"])
    func refusesAKey_whenItIsNo96HexDigits(text: String) throws {
        #expect(SecurityV2.SecurityKey(text) == nil)
        #expect(SecurityV2.SecurityKey(Self.digits + text + "0") == nil)
        #expect(!"\(try #require(Self.key))".contains("00010203"))
    }

    @Test("SecurityHash gives the three published samples")
    func hashesThePublishedSamples() throws {
        let samples: [([String], String)] = [
            (
                ["062", "55320", "20191129063343", "449726915389"],
                "f507f3656ba5fcc8edb63f50fc24543a6c1acb65ee6d31913aa9180535987984"
            ),
            (
                ["065", "21", "SDK RegisterDevice and ResendOTP OTP", "12345678"],
                "5d4337d825a29cbccaad48eaca80d07f04abf0315d1d5cf445057f13c06e902e"
            ),
            (
                ["55", "1402", "1122", "20180927213756", "919824561785", "xyz@contis.com", "1", "1", "APLPAY"],
                "a9237262e02077cc34459959246feb8a7740d6a0b9199ee74c3f022bb6ce8a25"
            ),
        ]
        for (values, hash) in samples {
            #expect(try SecurityV2.SecurityHash.of(values, key: "abcdefghijklmnop") == hash)
        }
    }
}
