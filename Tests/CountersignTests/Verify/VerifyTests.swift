import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

@Suite struct VerifyTests {
    @Test("accepts the bank's published key, OTP and signature (CARD-026)")
    func acceptsTheGoldenVector() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        #expect(try key.isValidSignature(field: Golden.field, for: Challenge(Golden.text)))
        #expect(try key.isValidSignature(field: Golden.field.uppercased(), for: Challenge(Golden.text)))
        #expect(try key.isValidSignature(Signature(field: Golden.field), for: Challenge(Golden.text)))
        #expect(try key.verdict(field: Golden.field, for: Challenge(Golden.text)) == .valid)
        #expect(try VerifyingKey(hexPoint: Golden.compressedKey).verdict(field: Golden.field, for: "212212") == .valid)
    }

    @Test func acceptsAHighS() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        #expect(try !Signature(field: Golden.twin).isLowS)
        #expect(try key.isValidSignature(field: Golden.twin, for: Challenge(Golden.text)))
    }

    @Test func isFalse_whenAWellFormedSignatureIsWrong() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        for text in ["212213", "212212\n", " 212212", "", "\"212212\"", Golden.digest] {
            #expect(try !key.isValidSignature(field: Golden.field, for: Challenge(text)), "\(text)")
            #expect(try key.verdict(field: Golden.field, for: Challenge(text)) == .mismatch)
        }
        #expect(try !key.isValidSignature(field: Golden.rejectedField, for: Challenge(Golden.text)))
        let other = try VerifyingKey(hexPoint: Golden.otherKey)
        #expect(try !other.isValidSignature(field: Golden.field, for: Challenge(Golden.text)))
    }

    @Test func throws_whenTheFieldIsMalformed() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        let cases: [(String, CountersignError.Code)] = [
            ("", .hexEmpty), (Golden.rsHex, .derSequenceTag), (Golden.derBase64, .hexDigit),
            (Golden.field + "00", .derTrailingBytes), (String(Golden.field.dropLast(2)), .derLengthMismatch),
            ("30", .derTruncated),
            ("3006020100020100", .rZero), ("3006020101020100", .sZero),
        ]
        for (field, code) in cases {
            let error = #expect(throws: CountersignError.self) {
                try key.isValidSignature(field: field, for: Challenge(Golden.text))
            }
            #expect(error?.code == code, "\(field): \(String(describing: error))")
            guard let error else { continue }
            #expect(try key.verdict(field: field, for: Challenge(Golden.text)) == .malformed(error))
            #expect(error.offset != nil)
            #expect(countersign_openssl_queued_errors() == 0)
        }
    }

    @Test func tellsConfusableTextsApart() throws {
        let key = try SigningKey()
        let texts = [
            "é", "e\u{301}", "a", "a\n", "a\r\n", "a ", " a", "A", "\u{FEFF}a", "a\u{0}", "a\u{200B}", "а", "１", "1",
            "١", "", "a\u{0}b", "ﬁ", "fi",
        ]
        let signatures = try texts.map { try key.signature(for: Challenge($0)) }
        for (index, text) in texts.enumerated() {
            for (other, signature) in signatures.enumerated() {
                let isValid = try key.verifyingKey.isValidSignature(signature, for: Challenge(text))
                #expect(isValid == (index == other), "\(text) \(texts[other])")
            }
        }
    }

    @Test func neverAcceptsAChangedBit() throws {
        let key = try SigningKey()
        let field = try key.field(for: "212212")
        let der = try Hex.decode(field)
        for bit in 0..<(8 * der.count) {
            var changed = der
            changed[bit / 8] ^= 1 << (bit % 8)
            let isValid = try? key.verifyingKey.isValidSignature(field: Hex.encode(changed), for: "212212")
            #expect(isValid != true)
        }
    }

    @Test func saysWhatItMeans_toPeople() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        #expect("\(try key.verdict(field: Golden.field, for: "212212"))" == "valid")
        #expect("\(try key.verdict(field: Golden.field, for: "0"))".contains("not this key's signature"))
        #expect("\(try key.verdict(field: "3z", for: "0"))".hasPrefix("malformed: "))
    }
}
