import Countersign
import CountersignTestSupport
import Testing

@Suite struct StrictJSONTests {
    /// The good key around which the bad JSON is written.
    private static let members =
        #""kty":"EC","crv":"P-256","#
        + #""x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM""#

    @Test func refusesWhatLaxReadersTake() {
        let values = [
            "01", "1.", ".5", "+1", "1e", "0x1", "NaN", "tru", "nul", "'a'", "[1,]", "[,]", #"{"a":1,}"#, #"{a:1}"#,
            #""\x41""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, #""\u12g4""#, #""\u+123""#, "\"a\nb\"",
            "\"\u{1}\"", "",
            "[1 2]", "{\"a\" 1}", "\"unfinished", "[", "{", "/* */ 1", "-", "--1",
        ]
        for value in values {
            let text = "{\(Self.members),\"other\":\(value)}"
            let error = #expect(throws: CountersignError.self, "\(value)") {
                try ImportedKey(anyRepresentation: text.utf8)
            }
            #expect(error?.code == .json, "\(value): \(String(describing: error))")
        }
        let texts = [
            "{\(Self.members),}", "{\(Self.members)", "{\(Self.members)}}", "{\(Self.members)}x", "{,\(Self.members)}",
            "{\(Self.members)} {}", "{",
        ]
        for text in texts {
            let error = #expect(throws: CountersignError.self, "\(text)") {
                try ImportedKey(anyRepresentation: text.utf8)
            }
            #expect(error?.code == .json, "\(text): \(String(describing: error))")
        }
    }

    @Test func refusesOtherEncodings() {
        let text = "{\(Self.members)}"
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        for bytes in [mark + text.utf8, utf16, [0xFF, 0xFE] + utf16, Array(text.utf8) + [0xFF]] {
            #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: bytes) }
        }
    }

    @Test func boundsTheDepth() throws {
        func nested(_ depth: Int) -> String {
            "{\(Self.members),\"o\":\(String(repeating: "[", count: depth))\(String(repeating: "]", count: depth))}"
        }
        #expect(throws: Never.self) { try ImportedKey(anyRepresentation: nested(63).utf8) }
        for depth in [64, 100, 30_000] {
            let error = #expect(throws: CountersignError.self) {
                try ImportedKey(anyRepresentation: nested(depth).utf8)
            }
            #expect(error?.code == .json)
        }
    }

    @Test("a name that stands twice is refused at every level, however it is written")
    func refusesANameThatStandsTwice() {
        for extra in [#""o":{"a":1,"a":1}"#, #""o":[{"a":1,"\u0061":2}]"#, #""o":1,"o":1"#, #""k\u0074y":"EC""#] {
            let error = #expect(throws: CountersignError.self, "\(extra)") {
                try ImportedKey(anyRepresentation: "{\(Self.members),\(extra)}".utf8)
            }
            #expect(error?.code == .jwkMember, "\(extra): \(String(describing: error))")
        }
    }

    @Test func answersEveryTruncationAndChange_withoutACrash() {
        let text = Array("{\(Self.members),\"o\":[true,{\"a\":-1.5e+7,\"b\":\"\\u00e9\\n\"}]}".utf8)
        #expect(throws: Never.self) { try ImportedKey(anyRepresentation: text) }
        for count in text.indices {
            #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: text.prefix(count)) }
        }
        var random = SeededRandom.printed(for: "changed JWKs")
        for _ in 0..<5_000 {
            var changed = text
            changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            _ = try? ImportedKey(anyRepresentation: changed)
        }
    }
}
