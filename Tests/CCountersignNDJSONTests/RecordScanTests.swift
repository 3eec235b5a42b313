import CCountersignNDJSON
import CountersignTestSupport
import Foundation
import Testing

@Suite("Scanner of NDJSON records")
struct RecordScanTests {
    /// The members that were read; nil when the line was refused.
    private func members(_ line: [UInt8]) -> [String: String]? {
        // Guarded by a byte on either side, so that a scanner that runs over is seen by the sanitizer.
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, line.count))
        defer { copy.deallocate() }
        _ = copy.update(from: line)
        var record = countersign_record()
        let finding = countersign_record_scan(copy.baseAddress, line.count, &record)
        guard finding.fault == COUNTERSIGN_LINE_OK else {
            #expect(finding.offset <= line.count)
            return nil
        }
        let names = ["id", "key", "key_id", "challenge", "message", "digest", "signature", "r", "s"]
        var members: [String: String] = [:]
        withUnsafeBytes(of: record.member) { all in
            for (index, name) in names.enumerated() where record.present >> UInt32(index) & 1 == 1 {
                let span = all.load(
                    fromByteOffset: index * MemoryLayout<countersign_span>.stride, as: countersign_span.self)
                let bytes = UnsafeBufferPointer(start: span.bytes, count: span.length)
                // What comes out is UTF-8, whatever went in.
                members[name] = String(validating: bytes, as: UTF8.self)
                #expect(members[name] != nil)
            }
        }
        return members
    }

    private func fault(_ line: String) -> countersign_line_fault {
        var bytes = Array(line.utf8)
        var record = countersign_record()
        return countersign_record_scan(&bytes, bytes.count, &record).fault
    }

    @Test(
        "a number that is broken off is no id",
        arguments: [
            ("{\"id\":12,", "12"), ("{\"id\":12}x", "12"), ("{\"id\":12 x", "12"), ("{\"id\":12", nil),
            ("{\"id\":01}", nil), ("{\"id\":1x}", nil), ("{\"id\":-", nil), ("{\"id\":1\u{0}}", nil),
        ] as [(String, String?)])
    func keepsNoID_whenItsNumberIsBrokenOff(line: String, id: String?) {
        var bytes = Array(line.utf8)
        bytes.withUnsafeMutableBufferPointer { bytes in
            var record = countersign_record()
            #expect(countersign_record_scan(bytes.baseAddress, bytes.count, &record).fault != COUNTERSIGN_LINE_OK)
            #expect((record.present & 1 == 1) == (id != nil))
            guard let id, record.present & 1 == 1 else { return }
            let span = record.member.0
            #expect(Array(UnsafeBufferPointer(start: span.bytes, count: span.length)) == Array(id.utf8))
        }
    }

    @Test("every fault has its name")
    func namesTheFault_whenALineIsMalformed() {
        let lines: [(String, countersign_line_fault)] = [
            ("{}", COUNTERSIGN_LINE_OK), (" \t{ } \r", COUNTERSIGN_LINE_OK), ("{\"x\":-0.5E+3}", COUNTERSIGN_LINE_OK),
            ("{\"x\":[]}", COUNTERSIGN_LINE_OK), ("{\"x\":{}}", COUNTERSIGN_LINE_OK),
            ("{\"id\":-0}", COUNTERSIGN_LINE_OK),
            ("", COUNTERSIGN_LINE_TRUNCATED), ("{", COUNTERSIGN_LINE_TRUNCATED), ("{\"", COUNTERSIGN_LINE_TRUNCATED),
            ("{\"id\\", COUNTERSIGN_LINE_TRUNCATED), ("{\"id\":\"\\", COUNTERSIGN_LINE_TRUNCATED),
            ("{\"id\":", COUNTERSIGN_LINE_TRUNCATED), ("{\"x\":[", COUNTERSIGN_LINE_TRUNCATED),
            ("[]", COUNTERSIGN_LINE_NOT_OBJECT), ("\"id\"", COUNTERSIGN_LINE_NOT_OBJECT),
            ("{}{}", COUNTERSIGN_LINE_TRAILING), ("{\"x\":1}]", COUNTERSIGN_LINE_TRAILING),
            ("{,}", COUNTERSIGN_LINE_SYNTAX), ("{\"x\":1,}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\" 1}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\":01}", COUNTERSIGN_LINE_SYNTAX), ("{\"x\":1.}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\":.5}", COUNTERSIGN_LINE_SYNTAX), ("{\"x\":1e}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\":+1}", COUNTERSIGN_LINE_SYNTAX), ("{\"x\":-}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\":tru}", COUNTERSIGN_LINE_SYNTAX), ("{\"x\":NaN}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"x\":[1,]}", COUNTERSIGN_LINE_SYNTAX), ("{x:1}", COUNTERSIGN_LINE_SYNTAX),
            ("{'x':1}", COUNTERSIGN_LINE_SYNTAX),
            ("{\"id\":1.0}", COUNTERSIGN_LINE_TYPE), ("{\"id\":1e2}", COUNTERSIGN_LINE_TYPE),
            ("{\"id\":null}", COUNTERSIGN_LINE_TYPE), ("{\"key\":1}", COUNTERSIGN_LINE_TYPE),
            ("{\"r\":\"\",\"r\":\"\"}", COUNTERSIGN_LINE_DUPLICATE),
            ("{\"\\u0069d\":1,\"id\":2}", COUNTERSIGN_LINE_DUPLICATE),
            ("{\"x\":1,\"\\u0078\":2}", COUNTERSIGN_LINE_DUPLICATE),
            ("{\"x\":[{\"y\":1,\"y\":2}]}", COUNTERSIGN_LINE_DUPLICATE),
            ("{\"x\":{\"y\":1},\"z\":{\"y\":1}}", COUNTERSIGN_LINE_OK),
            ("{\"id\":\"\u{1}\"}", COUNTERSIGN_LINE_CONTROL), ("{\"id\":\"\n\"}", COUNTERSIGN_LINE_CONTROL),
            ("{\"id\":\"\\a\"}", COUNTERSIGN_LINE_ESCAPE), ("{\"id\":\"\\u12g4\"}", COUNTERSIGN_LINE_ESCAPE),
            ("{\"id\":\"\\u12\"}", COUNTERSIGN_LINE_ESCAPE), ("{\"id\":\"\\uD800\"}", COUNTERSIGN_LINE_SURROGATE),
            ("{\"id\":\"\\uDC00\"}", COUNTERSIGN_LINE_SURROGATE),
            ("{\"id\":\"\\uD800\\u0041\"}", COUNTERSIGN_LINE_SURROGATE),
            ("{\"id\":\"\\uD83D\\uDE00\"}", COUNTERSIGN_LINE_OK), ("\u{FEFF}{}", COUNTERSIGN_LINE_NOT_OBJECT),
            (Self.nested(63), COUNTERSIGN_LINE_OK), (Self.nested(64), COUNTERSIGN_LINE_DEPTH),
            (Self.nested(200_000), COUNTERSIGN_LINE_DEPTH),
            (Self.wide(256), COUNTERSIGN_LINE_OK), (Self.wide(257), COUNTERSIGN_LINE_MEMBERS),
        ]
        for (line, expected) in lines { #expect(fault(line) == expected, "\(line.prefix(80))") }
    }

    /// An object of `count` arrays in each other.
    private static func nested(_ count: Int) -> String {
        "{\"x\":" + String(repeating: "[", count: count) + String(repeating: "]", count: count) + "}"
    }

    private static func wide(_ count: Int) -> String {
        "{" + (0..<count).map { "\"m\($0)\":0" }.joined(separator: ",") + "}"
    }

    @Test("bytes that are not UTF-8 are refused")
    func refusesALine_whenItIsNotUTF8() {
        let wrong: [[UInt8]] = [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ]
        for bytes in wrong {
            #expect(members(Array("{\"id\":\"".utf8) + bytes + Array("\"}".utf8)) == nil, "\(bytes)")
            #expect(members(Array("{\"".utf8) + bytes + Array("\":1}".utf8)) == nil, "\(bytes)")
        }
    }

    @Test("whatever text a member has, it comes out as it was, plain and escaped, at every length")
    func readsBackTheText_whateverItIs() throws {
        var random = SeededRandom(for: "texts of members", environment: ProcessInfo.processInfo.environment)
        var checked = 0
        for length in 0..<200 {
            for options: JSONSerialization.WritingOptions in [[], [.withoutEscapingSlashes]] {
                let scalars = (0..<length).map { _ in
                    Unicode.Scalar(UInt32(random.next() % (random.next() % 4 == 0 ? 0x11_0000 : 0x80))) ?? "\u{E9}"
                }
                var text = String.UnicodeScalarView()
                text.append(contentsOf: scalars)
                let object = ["challenge": String(text), "note": String(text.reversed().count)]
                let line = try JSONSerialization.data(withJSONObject: object, options: options)
                #expect(members(Array(line))?["challenge"]?.utf8.elementsEqual(String(text).utf8) == true)
                let escaped = String(text).utf16.map { "\\u" + String(format: "%04X", $0) }.joined()
                #expect(
                    members(Array("{\"challenge\":\"\(escaped)\"}".utf8))?["challenge"]?.utf8.elementsEqual(
                        String(text).utf8) == true)
                checked += 2
            }
        }
        #expect(checked == 800)
    }

    @Test("what the scanner accepts after any change of a byte, a general parser reads the same way")
    func agreesWithAGeneralParser_onMutatedLines() throws {
        var random = SeededRandom(for: "mutated lines", environment: ProcessInfo.processInfo.environment)
        let seeds = [
            #"{"id":"a","key_id":"b","challenge":"\u00e9\ud83d\ude00 \"x\"","signature":"3045"}"#,
            #"{"id":-17,"r":"00","s":"11","note":[1,2.5e-3,{"a":null,"b":[true,false]},""]}"#,
            #" {"x":{"y":{"z":[]}},"message":"","digest":"\/\b\f\n\r\t\\"} "#,
        ].map { Array($0.utf8) }
        let alphabet = Array("{}[]\",:\\u0123456789eE+-. tfnabd\u{7F}é\n".utf8)
        var accepted = 0
        for _ in 0..<20_000 {
            var line = seeds[Int(random.next() % 3)]
            for _ in 0...(random.next() % 3) {
                let place = Int(random.next() % UInt64(line.count))
                switch random.next() % 3 {
                case 0: line[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
                case 1: line.insert(alphabet[Int(random.next() % UInt64(alphabet.count))], at: place)
                default: if line.count > 1 { line.remove(at: place) }
                }
            }
            guard let members = members(line) else { continue }
            accepted += 1
            let parsed = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            let object = try #require(parsed, "\(String(decoding: line, as: UTF8.self)) \(random)")
            for (name, text) in members {
                if let string = object[name] as? String {
                    #expect(string.utf8.elementsEqual(text.utf8), "\(String(decoding: line, as: UTF8.self)) \(random)")
                } else {
                    #expect(
                        name == "id" && object[name] is NSNumber, "\(String(decoding: line, as: UTF8.self)) \(random)")
                }
            }
        }
        print("mutated lines: 20000, accepted \(accepted)")
        #expect(accepted > 500)
    }
}
