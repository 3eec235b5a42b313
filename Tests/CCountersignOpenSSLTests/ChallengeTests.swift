import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("A challenge in one call")
struct ChallengeTests {
    /// The bank's published key, OTP and signature, and its twin with the other s.
    static let published = hex(
        """
        04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da
        9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c
        """)
    static let field =
        "3045022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "02205880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
    static let twin =
        "3046022100bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        + "022100a77f035b740abaf5008c2be398a1ebbb0403334fde58283797ab38403f4e1a73"

    @Test("The bank's published signature verifies, as does its high-s twin (V1, V2)")
    func verifies_whenKeyTextAndSignatureAreTheBanksOwn() throws {
        let key = try #require(Key.read(Self.published).key)
        for field in [Self.field, Self.twin, Self.field.uppercased()] {
            #expect(key.verify(Array("212212".utf8), field).status == COUNTERSIGN_OK)
            #expect(key.verify(Array("212213".utf8), field).status == COUNTERSIGN_MISMATCH)
            #expect(key.verify(Array("212212\n".utf8), field).status == COUNTERSIGN_MISMATCH)
        }
        let other = try Key.generate()
        #expect(other.verify(Array("212212".utf8), Self.field).status == COUNTERSIGN_MISMATCH)
    }

    @Test("openssl dgst -sha256 -verify accepts 1000 of 1000 (CARD-010)")
    func isAcceptedByOpenssl_whenAThousandTextsAreSigned() throws {
        let workshop = try Workshop()
        let key = try Key.generate()
        try workshop.put("key.pem", key.write(COUNTERSIGN_KEY_SPKI_PEM).bytes)
        for number in 0..<1000 {
            let text = Array("\(number): Überweisung 10,00 EUR \u{1F600}\r\n".utf8.prefix(number % 48))
            let field = try key.sign(text)
            #expect(field.wholeMatch(of: /30[0-9a-f]{14,142}/) != nil)
            #expect(key.verify(text, field).status == COUNTERSIGN_OK)
            try workshop.put("\(number).text", text)
            try workshop.put("\(number).der", hex(field))
        }
        let answer = try workshop.shell(
            """
            for der in *.der; do
                openssl dgst -sha256 -verify key.pem -signature $der ${der%.der}.text
            done
            """)
        #expect(answer.components(separatedBy: "Verified OK").count - 1 == 1000)
    }

    @Test func acceptsTheSignature_whenOpensslMadeIt() throws {
        let workshop = try Workshop()
        try workshop.shell(
            """
            openssl ecparam -genkey -noout -name prime256v1 -out key.pem
            for number in 1 2 3 4 5 6 7 8; do
                printf 'text %s' $number > text
                openssl dgst -sha256 -sign key.pem -out $number.der text
            done
            """)
        let key = try #require(Key.read(try workshop.get("key.pem")).key)
        for number in 1...8 {
            let field = hexText(try workshop.get("\(number).der"))
            #expect(key.verify(Array("text \(number)".utf8), field).status == COUNTERSIGN_OK)
            #expect(key.verify(Array("text \(number).".utf8), field).status == COUNTERSIGN_MISMATCH)
        }
    }

    @Test("A field with any defect is an error with its offset, never a yes (D11)")
    func namesDefectAndOffset_whenTheFieldIsMalformed() throws {
        let key = try #require(Key.read(Self.published).key)
        let text = Array("212212".utf8)
        func refused(_ field: String) -> Attempt {
            let attempt = key.verify(text, field)
            #expect(attempt.status == COUNTERSIGN_ERROR_SIGNATURE, "\(field)")
            #expect(attempt.defect != COUNTERSIGN_DEFECT_NONE)
            return attempt
        }
        #expect(refused("").defect == COUNTERSIGN_DEFECT_HEX_EMPTY)
        #expect(refused("3").defect == COUNTERSIGN_DEFECT_HEX_ODD_LENGTH)
        let digit = refused("30g5" + Self.field.dropFirst(4))
        #expect(digit.defect == COUNTERSIGN_DEFECT_HEX_DIGIT)
        #expect(digit.offset == 2)
        #expect(digit.reason.hasSuffix("at byte 2"), "\(digit.reason)")
        #expect(refused(Self.field + "00").defect == COUNTERSIGN_DEFECT_DER_TRAILING_BYTES)
        #expect(refused("31" + Self.field.dropFirst(2)).defect == COUNTERSIGN_DEFECT_DER_SEQUENCE_TAG)
        #expect(refused("3006020100020100").defect == COUNTERSIGN_DEFECT_R_ZERO)
        #expect(refused("3006020101020100").defect == COUNTERSIGN_DEFECT_S_ZERO)
        #expect(refused("30060201ff020101").defect == COUNTERSIGN_DEFECT_R_NEGATIVE)
        #expect(refused(String(repeating: "30", count: 5_000_000)).status == COUNTERSIGN_ERROR_SIGNATURE)
        // Every single-digit change: another signature, or a defect; never this one, never a crash.
        let digits = Array(Self.field)
        for place in digits.indices {
            for digit in "0123456789abcdef" where digit != digits[place] {
                var changed = digits
                changed[place] = digit
                let status = key.verify(text, String(changed)).status
                #expect(status == COUNTERSIGN_MISMATCH || status == COUNTERSIGN_ERROR_SIGNATURE)
            }
        }
    }

    @Test func signsTheBytesAsTheyAre_whenTheTextIsEmptyOrHasNUL() throws {
        let key = try Key.generate()
        let texts: [[UInt8]] = [[], [0], [0x61, 0, 0x62], [0x61], [0xff, 0xfe], [UInt8](repeating: 0x61, count: 1 << 20)]
        for (place, text) in texts.enumerated() {
            let field = try key.sign(text)
            for (other, candidate) in texts.enumerated() {
                let expected = place == other ? COUNTERSIGN_OK : COUNTERSIGN_MISMATCH
                #expect(key.verify(candidate, field).status == expected)
            }
        }
    }

    @Test func leavesTheFieldZeroed_whenItCannotSign() throws {
        let half = try Key.generate().publicKey
        var field = [CChar](repeating: 1, count: Int(COUNTERSIGN_FIELD_MAX_BYTES))
        var length = 7
        let argument = COUNTERSIGN_ERROR_ARGUMENT
        let refused = Attempt { countersign_challenge_sign(half.pointer, "a", 1, &field, &length, $0) }
        #expect(refused.status == COUNTERSIGN_ERROR_KEY_PUBLIC)
        #expect(field.allSatisfy { $0 == 0 } && length == 0)
        field[0] = 1
        #expect(Attempt { countersign_challenge_sign(nil, "a", 1, &field, &length, $0) }.status == argument)
        #expect(field.allSatisfy { $0 == 0 })
        #expect(Attempt { countersign_challenge_sign(half.pointer, nil, 1, &field, &length, $0) }.status == argument)
        #expect(Attempt { countersign_challenge_sign(half.pointer, "a", 1, nil, &length, $0) }.status == argument)
        #expect(Attempt { countersign_challenge_sign(half.pointer, "a", 1, &field, nil, $0) }.status == argument)
        #expect(Attempt { countersign_challenge_verify(nil, "a", 1, "30", 2, $0) }.status == argument)
        #expect(Attempt { countersign_challenge_verify(half.pointer, nil, 1, "30", 2, $0) }.status == argument)
        #expect(Attempt { countersign_challenge_verify(half.pointer, "a", 1, nil, 2, $0) }.status == argument)
        #expect(countersign_challenge_verify(half.pointer, "a", 1, "30", 2, nil) == COUNTERSIGN_ERROR_SIGNATURE)
    }
}
