import Countersign
import CountersignTestSupport
import Testing

@Suite("The signature field (CARD-012)") struct SignatureFieldTests {
    @Test func isLowerCaseHexOfDER_andStartsWith30() throws {
        var random = SeededRandom.printed(for: "shape of the field")
        for _ in 0..<500 {
            let field = random.signature().field
            #expect(field.hasPrefix("30"))
            #expect((16...144).contains(field.utf8.count))
            #expect(field.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        }
    }

    @Test func readsEitherCase_andWritesLower() throws {
        let upper = Golden.field.uppercased()
        #expect(try Signature(field: upper).field == Golden.field)
    }

    @Test func refusesText_whenItIsNotHex() throws {
        let cases: [(text: String, code: CountersignError.Code, offset: Int)] = [
            ("", .hexEmpty, 0), ("303", .hexOddLength, 3), ("30 6", .hexDigit, 2), ("0x30", .hexDigit, 1),
            ("zz", .hexDigit, 0), ("+f", .hexDigit, 0), ("-0", .hexDigit, 0), ("３０", .hexDigit, 0),
            (Golden.field + "\n", .hexDigit, 142), (Golden.field + "\r\n", .hexDigit, 142),
            (Golden.field + "\u{0}\u{0}", .hexDigit, 142), (Golden.derBase64, .hexDigit, 0),
        ]
        for (text, code, offset) in cases {
            let error = #expect(throws: CountersignError.self) { try Signature(field: text) }
            #expect(error?.code == code, "\(text): \(String(describing: error))")
            #expect(error?.offset == offset, "\(text): \(String(describing: error))")
        }
    }

    @Test func answersALongField_withoutReadingItAsASignature() {
        let long = String(repeating: "30", count: 1 << 20)
        let error = #expect(throws: CountersignError.self) { try Signature(field: long) }
        #expect(error?.code == .hexTooLong)
    }
}
