import CCountersign
import Countersign
import CountersignTestSupport
import Foundation
import Testing

@Suite("C interface: sign, verify, convert, explain")
struct RoadCallTests {
    @Test("gives every verdict of flow.json, and a field that verifies where there is a private key")
    func agreesWithTheFlowVectors() throws {
        let file = try OwnVectors("flow.json")
        var signatures = 0
        for row in file.cases {
            let text = try (0..<(row.has("repeat") ? row.int("repeat") : 1)).flatMap { _ in try row.bytes("utf8") }
            let key = try key(row.string("key"))
            defer { close(key) }
            let answer = try verified(key, text, Array(row.string("field").utf8))
            switch try row.string("verdict") {
            case "valid": #expect(answer.status == COUNTERSIGN_OK, "\(row.place)")
            case "mismatch":
                #expect(answer.status == COUNTERSIGN_MISMATCH && answer.code == "mismatch", "\(row.place): \(answer)")
            default:
                #expect(answer.status == COUNTERSIGN_ERROR_SIGNATURE, "\(row.place): \(answer)")
                #expect(try answer.code == row.string("defect"), "\(row.place)")
                #expect(try answer.offset == row.int("offset"), "\(row.place)")
            }
            guard row.has("private") else { continue }
            let (_, signer, _) = try imported(row.bytes("private"))
            defer { close(signer) }
            #expect(try verified(key, text, signed(signer, text)).status == COUNTERSIGN_OK, "\(row.place)")
            signatures += 1
        }
        #expect(file.cases.count == 330 && signatures > 50)
    }

    @Test("converts the DER of der.json that is strict, and names the defect and its byte for all other")
    func agreesWithTheDERVectors() throws {
        let file = try OwnVectors("der.json")
        let ran = try file.forEach(members: ["der", "r", "s", "defect", "offset"]) { row in
            let der = try row.bytes("der")
            let result = converted(COUNTERSIGN_ENCODING_DER, der, COUNTERSIGN_ENCODING_RS)
            if row.has("r") {
                #expect(try result.bytes == row.bytes("r") + row.bytes("s"), "\(row.place)")
                let back = converted(COUNTERSIGN_ENCODING_RS, result.bytes, COUNTERSIGN_ENCODING_DER)
                #expect(back.bytes == der, "\(row.place)")
            } else {
                #expect(result.answer.status == COUNTERSIGN_ERROR_SIGNATURE && result.bytes.isEmpty, "\(row.place)")
                #expect(try result.answer.code == row.string("defect"), "\(row.place)")
                #expect(try result.answer.offset == row.int("offset"), "\(row.place)")
            }
        }
        #expect(ran == 663)
    }

    private func converted(
        _ from: countersign_encoding, _ bytes: [UInt8], _ to: countersign_encoding
    ) -> (answer: Answer, bytes: [UInt8], length: Int, end: UInt8?) {
        output { countersign_convert(from, bytes, bytes.count, to, $0, $1, $2, &$3) }
    }

    @Test func convertsBetweenAllEncodings_andRefusesEachInThePlaceOfAnother() throws {
        let signature = try SigningKey().signature(for: "212212")
        let texts: [(countersign_encoding, [UInt8])] = [
            (COUNTERSIGN_ENCODING_FIELD, Array(signature.field.utf8)),
            (COUNTERSIGN_ENCODING_DER, signature.derRepresentation),
            (COUNTERSIGN_ENCODING_RS, signature.rawRepresentation),
            (COUNTERSIGN_ENCODING_DER_BASE64, Array(signature.text(.derBase64).utf8)),
            (COUNTERSIGN_ENCODING_RS_HEX, Array(signature.text(.rsHex).utf8)),
            (COUNTERSIGN_ENCODING_RS_BASE64, Array(signature.text(.rsBase64).utf8)),
            (COUNTERSIGN_ENCODING_RS_BASE64URL, Array(signature.text(.rsBase64URL).utf8)),
        ]
        for (from, bytes) in texts {
            for (to, expected) in texts {
                let result = converted(from, bytes, to)
                #expect(result.answer.status == COUNTERSIGN_OK && result.bytes == expected, "\(from) to \(to)")
                let isText = to != COUNTERSIGN_ENCODING_DER && to != COUNTERSIGN_ENCODING_RS
                #expect(!isText || result.end == 0, "\(to) ends in a NUL")
                guard from != to else { continue }
                // What is one encoding is not another one; r‖s without `+`, `/` reads as either Base64.
                let misread = converted(to, bytes, COUNTERSIGN_ENCODING_RS)
                #expect(misread.answer.status == COUNTERSIGN_ERROR_SIGNATURE, "\(from) read as \(to)")
            }
        }
    }

    @Test func namesTheByte_whenATextIsNotASCIIOrTooLong() {
        let field = Array("30ü6".utf8)
        let hex = converted(COUNTERSIGN_ENCODING_FIELD, field, COUNTERSIGN_ENCODING_RS)
        #expect(hex.answer.code == "hex_digit" && hex.answer.offset == 2)
        let base64 = converted(COUNTERSIGN_ENCODING_RS_BASE64, field, COUNTERSIGN_ENCODING_RS)
        #expect(base64.answer.code == "base64_digit" && base64.answer.offset == 2)
        let long = converted(
            COUNTERSIGN_ENCODING_DER_BASE64, .init(repeating: 0x41, count: 5000), COUNTERSIGN_ENCODING_RS)
        #expect(long.answer.code == "signature_length")
    }

    @Test func refusesATextThatIsNotUTF8_withItsPlace() throws {
        let key = try newKey()
        defer { close(key) }
        let field = try signed(key, "x")
        for text in [Array("abcdefgh\u{fc}".utf8) + [0xFF], [0xC3], Array("12345678".utf8) + [0x80]] as [[UInt8]] {
            let answer = verified(key, text, field)
            #expect(answer.status == COUNTERSIGN_ERROR_TEXT && answer.code == "text_not_utf8", "\(answer)")
            #expect(answer.offset == text.count - 1)
            let signing = output { countersign_sign(key, text, text.count, $0, $1, $2, &$3) }
            #expect(signing.answer.status == COUNTERSIGN_ERROR_TEXT && signing.length == 0)
        }
    }

    @Test("names the mistake that was made in every case of explain.json")
    func explainsEachMistake() throws {
        let file = try OwnVectors("explain.json")
        for row in file.cases {
            let others = try row.has("other_keys") ? row.strings("other_keys").map { try key($0) } : []
            defer { others.forEach { close($0) } }
            let texts = try (row.has("other_texts") ? row.strings("other_texts") : []).map { Array($0.utf8) }
            let result = try explained(
                sent: bytes(row, "key"), text: Array(row.string("text").utf8), field: bytes(row, "signature"),
                otherKeys: others, otherTexts: texts)
            let codes = try row.strings("codes")
            #expect(result.answer.code == (codes == ["valid"] ? "ok" : codes[0]), "\(row.place): \(result.answer)")
            #expect(
                result.answer.status == (codes == ["valid"] ? COUNTERSIGN_OK : COUNTERSIGN_MISMATCH), "\(row.place)")
            let document = try VectorRow(json: .init(result.bytes), place: row.place)
            #expect(try document.bool("valid") == (codes == ["valid"]), "\(row.place)")
            #expect(try document.rows("findings").map { try $0.string("code") } == codes, "\(row.place)")
        }
        #expect(file.cases.count == 164)
    }

    private func bytes(_ row: VectorRow, _ name: String) throws -> [UInt8] {
        row.has(name) ? Array(try row.string(name).utf8) : try row.bytes(name + "_bytes")
    }

    private func explained(
        sent: [UInt8], text: [UInt8], field: [UInt8], otherKeys: [countersign_handle], otherTexts: [[UInt8]]
    ) -> (answer: Answer, bytes: [UInt8], length: Int, end: UInt8?) {
        output { out, capacity, length, failure in
            withBytes([sent, text, field] + otherTexts) { all in
                otherKeys.withUnsafeBufferPointer { keys in
                    var question = countersign_question()
                    question.sent_key = all[0]
                    question.text = all[1]
                    question.field = all[2]
                    question.other_keys = keys.baseAddress
                    question.other_key_count = keys.count
                    question.other_texts = all.baseAddress.map { $0 + 3 }
                    question.other_text_count = otherTexts.count
                    return countersign_explain_question(&question, out, capacity, length, &failure)
                }
            }
        }
    }

    /// All arrays in memory at once.
    private func withBytes<T>(_ arrays: [[UInt8]], _ body: (UnsafeBufferPointer<countersign_bytes>) -> T) -> T {
        let copies = arrays.map { array in
            let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1, array.count))
            _ = copy.initialize(from: array)
            return copy
        }
        defer { copies.forEach { $0.deallocate() } }
        return zip(copies, arrays).map { countersign_bytes(start: $0.baseAddress, length: $1.count) }
            .withUnsafeBufferPointer(body)
    }

    @Test func explainsUnderAHandle_andTellsAGoodSignatureApart() throws {
        let key = try newKey()
        defer { close(key) }
        for (text, code) in [("212212", "ok"), ("212212\n", "text_newline_added"), (" 212212", "text_space_added")] {
            let field = try signed(key, text)
            let result = output { countersign_explain(key, "212212", 6, field, field.count, $0, $1, $2, &$3) }
            #expect(result.answer.code == code)
            #expect(result.answer.status == (code == "ok" ? COUNTERSIGN_OK : COUNTERSIGN_MISMATCH))
            #expect(!result.bytes.isEmpty && result.end == 0)
        }
    }
}
