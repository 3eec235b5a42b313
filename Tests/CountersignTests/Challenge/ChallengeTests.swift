import Countersign
import Testing

@Suite struct ChallengeTests {
    @Test func keepsEveryByte_whateverTheTextLooksLike() throws {
        let texts = ["212212", " 212212\r\n", "", "\u{FEFF}a", "DEADBEEF", "\"quoted\"", "a\u{0}b", "é", "e\u{301}"]
        for text in texts {
            #expect(Challenge(text).utf8 == Array(text.utf8))
            #expect(try Challenge(utf8: text.utf8) == Challenge(text))
            #expect(Array(Challenge(text).text.utf8) == Array(text.utf8))
        }
    }

    @Test func tellsTextsApart_whenOnlySwiftCallsThemEqual() {
        let pairs: [(String, String)] = [
            ("é", "e\u{301}"), ("Å", "\u{212B}"), ("Å", "A\u{30A}"), ("ﬁ", "fi"), ("가", "\u{1100}\u{1161}"),
            ("Ω", "\u{2126}"), ("a", "a\n"), ("a", "a "), ("a", " a"), ("a", "A"), ("a", "\u{FEFF}a"),
            ("a", "a\u{0}"), ("1", "١"), ("1", "１"), ("-", "‑"), ("a\nb", "a\r\nb"),
        ]
        for (a, b) in pairs {
            #expect(Challenge(a) != Challenge(b), "\(a) \(b)")
            #expect(Set([Challenge(a), Challenge(b)]).count == 2)
        }
        #expect("é" == "e\u{301}", "the reason for comparing bytes")
    }

    @Test func refusesBytes_whenTheyAreNotUTF8() throws {
        let cases: [(bytes: [UInt8], offset: Int)] = [
            ([0xFF], 0), ([0x61, 0x80], 1), ([0x61, 0xC3], 1), ([0xC0, 0x80], 0), ([0xED, 0xA0, 0x80], 0),
            ([0xC3, 0xA9, 0xF4, 0x90, 0x80, 0x80], 2), ([0x61, 0xE2, 0x82], 1), ([0xF8, 0x88, 0x80, 0x80, 0x80], 0),
        ]
        for (bytes, offset) in cases {
            let error = #expect(throws: CountersignError.self) { try Challenge(utf8: bytes) }
            #expect(error?.code == .textNotUTF8)
            #expect(error?.offset == offset, "\(bytes)")
        }
    }
}
