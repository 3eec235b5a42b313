import CountersignAPI
import Testing

@Suite struct JSONParserTests {
    @Test("a text is written as it was read: order of members, digits of numbers")
    func writesWhatItRead_forExactNumbersAndOrder() throws {
        let text = #"{"z":1.10,"a":[1e400,-0,12345678901234567890.000],"m":{"k":null,"b":true},"é":"e\u0001\n\"/"}"#
        let value = try WireJSON.parse(text.utf8)
        #expect(String(decoding: WireJSON.encode(value), as: UTF8.self) == text)
    }

    @Test func readsEscapes_andSurrogatePairs() throws {
        let value = try WireJSON.parse(#""\u00e9\ud83d\ude00\/\b\f\n\r\t\\\"""#.utf8)
        #expect(value.stringValue == "é😀/\u{8}\u{c}\n\r\t\\\"")
    }

    @Test func refusesText_thatIsNotStrictJSON() {
        let texts = [
            "", " ", "{", "[", "\"", "{}x", "[1,]", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":}", "[1 2]",
            "01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1", "NaN", "Infinity", "tru", "nul", "True", "\u{FEFF}{}",
            "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "\"\\u123\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\u0041\"",
            "\"\\udc00\"", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "/**/1", "[1]]", "\"a\u{0}b\"",
        ]
        for text in texts {
            #expect(throws: CountersignAPIError(.invalidJSON, reason: ""), "\(text)") {
                try WireJSON.parse(text.utf8)
            }
        }
    }

    @Test func refusesBytes_thatAreNotUTF8() {
        for bytes: [UInt8] in [
            [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0xFF], [0x00],
        ] {
            #expect(throws: CountersignAPIError(.invalidJSON, reason: "")) { try WireJSON.parse(bytes) }
        }
    }

    @Test func takesDepth64_andRefusesDepth65() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try WireJSON.parse(nested(64).utf8)
        #expect(throws: CountersignAPIError(.tooDeep, reason: "")) { try WireJSON.parse(nested(65).utf8) }
        let endless = String(repeating: "[{\"a\":", count: 1_000_000)
        #expect(throws: CountersignAPIError(.tooDeep, reason: "")) { try WireJSON.parse(endless.utf8) }
    }

    @Test("a number of 1 000 characters is read, a longer one is refused: what is read is kept (B4)")
    func refusesANumber_whoseTextIsEndless() throws {
        _ = try WireJSON.parse(String(repeating: "9", count: 1000).utf8)
        for text in [String(repeating: "9", count: 1001), "-0." + String(repeating: "1", count: 100_000)] {
            #expect(throws: CountersignAPIError(.invalidJSON, reason: "")) { try WireJSON.parse(text.utf8) }
        }
    }

    @Test func findsADuplicate_amongManyMembers() throws {
        let members = (0..<100).map { "\"m\($0)\":\($0)" }
        _ = try WireJSON.parse("{\(members.joined(separator: ","))}".utf8)
        #expect(throws: CountersignAPIError(.invalidJSON, reason: "")) {
            try WireJSON.parse("{\((members + ["\"m3\":0"]).joined(separator: ","))}".utf8)
        }
    }

    @Test func keepsMembersApart_whoseNamesSwiftHoldsEqual() throws {
        let value = try WireJSON.parse("{\"\u{e9}\":1,\"e\u{301}\":2}".utf8)
        #expect(value["\u{e9}"]?.intValue == 1)
        #expect(value["e\u{301}"]?.intValue == 2)
        #expect(JSONValue.string("\u{e9}") != JSONValue.string("e\u{301}"))
    }

    @Test func namesTheByte_thatBreaksTheText() {
        #expect(failure { _ = try WireJSON.parse("{\"a\":tru}".utf8) }?.offset == 8)
        #expect(failure { _ = try WireJSON.parse("[1,2".utf8) }?.offset == 4)
    }

    @Test func readsIntegers_onlyWhereNothingIsLost() throws {
        for (text, expected) in [
            ("202", 202), ("202.0", 202), ("2e2", 200), ("9223372036854775807", Int.max), ("-0", 0),
        ] {
            #expect(try WireJSON.decode(Int.self, from: text.utf8) == expected, "\(text)")
        }
        for text in ["9223372036854775808", "1.5", "1e400", "1e19"] {
            #expect(throws: CountersignAPIError(.invalidValue, reason: ""), "\(text)") {
                try WireJSON.decode(Int.self, from: text.utf8)
            }
        }
    }
}
