import Countersign
import CountersignTestSupport
import Testing

@Suite struct Base64Tests {
    @Test func readsAndWritesTheFiguresOfRFC4648() throws {
        let cases = [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ]
        for (plain, text) in cases {
            #expect(Base64.standard.encode(Array(plain.utf8)) == text)
            #expect(try Base64.standard.decode(text) == Array(plain.utf8))
            let unpadded = String(text.prefix { $0 != "=" })
            #expect(Base64.url.encode(Array(plain.utf8)) == unpadded)
            #expect(try Base64.url.decode(unpadded) == Array(plain.utf8))
        }
        #expect(Base64.standard.encode([0xFB, 0xFF]) == "+/8=")
        #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
    }

    @Test func givesTheBytesBack_forAnyLength() throws {
        var random = SeededRandom.printed(for: "Base64")
        for count in 0...300 {
            let bytes = random.bytes(count)
            #expect(try Base64.standard.decode(Base64.standard.encode(bytes)) == bytes, "\(random)")
            #expect(try Base64.url.decode(Base64.url.encode(bytes)) == bytes, "\(random)")
        }
    }

    @Test func refusesAllButOneTextPerValue() {
        let standard: [(String, CountersignError.Code)] = [
            ("Zg", .base64Padding), ("Zg=", .base64Padding), ("Zg===", .base64Padding), ("Z===", .base64Padding),
            ("Z", .base64Padding), ("Zm9v====", .base64Padding), ("=", .base64Padding), ("Zh==", .base64TrailingBits),
            ("Zm9=", .base64TrailingBits), ("Zm 9v", .base64Padding), ("Zm9v\n", .base64Padding),
            ("Zm9\n", .base64Digit), ("Z=g=", .base64Digit), ("-_8=", .base64Digit), ("Zm9é", .base64Padding),
        ]
        for (text, code) in standard {
            let error = #expect(throws: CountersignError.self) { try Base64.standard.decode(text) }
            #expect(error?.code == code, "\(text): \(String(describing: error))")
        }
        let url: [(String, CountersignError.Code)] = [
            ("Zg==", .base64Padding), ("Z", .base64Padding), ("Zh", .base64TrailingBits), ("+/8", .base64Digit),
        ]
        for (text, code) in url {
            let error = #expect(throws: CountersignError.self) { try Base64.url.decode(text) }
            #expect(error?.code == code, "\(text): \(String(describing: error))")
        }
    }
}
