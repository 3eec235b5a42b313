import Countersign
import CountersignTestSupport
import Testing

@Suite struct SignatureTests {
    private static let order = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
    private static let orderMinusOne = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"
    private static let half = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8"
    private static let halfPlusOne = "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9"
    private static let one = String(repeating: "0", count: 63) + "1"
    private static let zero = String(repeating: "0", count: 64)

    @Test func refusesIntegers_whenTheyAreNotBelowTheOrderOrZero() throws {
        let cases: [(String, String, CountersignError.Code, Int)] = [
            (Self.zero, Self.one, .rZero, 0), (Self.one, Self.zero, .sZero, 32),
            (Self.order, Self.one, .rNotBelowOrder, 0), (Self.one, Self.order, .sNotBelowOrder, 32),
            (String(repeating: "f", count: 64), Self.one, .rNotBelowOrder, 0), (Self.zero, Self.zero, .rZero, 0),
        ]
        for (r, s, code, offset) in cases {
            let error = #expect(throws: CountersignError.self) { try Signature(r + s, encoding: .rsHex) }
            #expect(error?.code == code)
            #expect(error?.offset == offset)
        }
        for (r, s) in [(Self.one, Self.one), (Self.orderMinusOne, Self.orderMinusOne)] {
            #expect(try Signature(r + s, encoding: .rsHex).text(.rsHex) == r + s)
        }
    }

    @Test func refusesRawBytes_whenTheyAreNotSixtyFour() {
        for count in [0, 1, 32, 63, 65, 66, 72, 128] {
            let error = #expect(throws: CountersignError.self) {
                try Signature(rawRepresentation: [UInt8](repeating: 1, count: count))
            }
            #expect(error?.code == .signatureLength)
            #expect(error?.reason.contains("\(count) bytes") == true)
        }
        #expect(throws: CountersignError.self) { try Signature(r: [1], s: [1]) }
    }

    @Test func callsSLow_whenItIsAtMostHalfTheOrder() throws {
        for (s, isLow) in [(Self.one, true), (Self.half, true), (Self.halfPlusOne, false), (Self.orderMinusOne, false)]
        {
            let signature = try Signature(Self.one + s, encoding: .rsHex)
            #expect(signature.isLowS == isLow)
            #expect(signature.twin.isLowS == !isLow)
        }
        #expect(try Signature(Self.one + Self.half, encoding: .rsHex).twin.text(.rsHex) == Self.one + Self.halfPlusOne)
    }

    @Test func findsTheTwin_ofThePublishedSignature() throws {
        let signature = try Signature(field: Golden.field)
        #expect(signature.twin.field == Golden.twin)
        #expect(signature.twin.twin == signature)
        #expect(signature.isLowS)
    }

    @Test func givesTheSameSignatureBack_fromEachEncoding() throws {
        var random = SeededRandom.printed(for: "signature encodings")
        for _ in 0..<2_000 {
            let signature = random.signature()
            for encoding in SignatureEncoding.allCases {
                let text = signature.text(encoding)
                #expect(try Signature(text, encoding: encoding) == signature, "\(random) \(text)")
                let found = try Signature.detect(text)
                #expect(found.0 == signature && found.1 == encoding, "\(random) \(text)")
            }
            #expect(try Signature(derRepresentation: signature.derRepresentation) == signature)
            #expect(try Signature(rawRepresentation: signature.r + signature.s) == signature)
            #expect(try Signature(r: signature.r, s: signature.s) == signature)
            #expect(signature.twin.twin == signature)
        }
    }
}
