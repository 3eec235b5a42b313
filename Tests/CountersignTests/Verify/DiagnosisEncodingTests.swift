import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// Mistakes about how signatures and keys are written.
@Suite struct DiagnosisEncodingTests {
    private static let text = "f0c94ab2-7c39-4e42-8b87-1f0a5f1f9d3e"

    @Test func isValid_whenNothingIsWrong() throws {
        for field in [Golden.field, Golden.twin, Golden.field.uppercased()] {
            let diagnosis = try Diagnosis(of: field, for: "212212", under: VerifyingKey(hexPoint: Golden.key))
            #expect(diagnosis.code == .valid)
            #expect(diagnosis.isValid)
        }
    }

    @Test func namesHowTheSignatureWasWritten() throws {
        let phone = try WrongPhone()
        let signature = try phone.sign(text: Self.text)
        let (der, raw) = (signature.derRepresentation, signature.rawRepresentation)
        let field = signature.field
        let base64 = signature.text(.derBase64)
        let spaced = stride(from: 0, to: field.count, by: 2).map { field.dropFirst($0).prefix(2) }
        let cases: [([UInt8], [Diagnosis.Code])] = [
            (Array(signature.text(.rsHex).utf8), [.encodingRSHex]),
            (Array(signature.text(.rsHex).uppercased().utf8), [.encodingRSHex]),
            (Array(signature.text(.rsBase64).utf8), [.encodingRSBase64]),
            (Array(signature.text(.rsBase64URL).utf8), [.encodingRSBase64]),
            (Array(base64.utf8), [.encodingDERBase64]), (Array(base64.prefix { $0 != "=" }.utf8), [.encodingDERBase64]),
            (Array(Base64.url.encode(der).utf8), [.encodingDERBase64]), (der, [.encodingBinary]),
            (raw, [.encodingBinary]),
            (Array(Hex.encode(Array(field.utf8)).utf8), [.encodingHexTwice]),
            (Array(Base64.standard.encode(Array(field.utf8)).utf8), [.encodingBase64OfHex]),
            (Array("0x\(field)".utf8), [.encodingHexPrefix]), (Array("0X\(field)".utf8), [.encodingHexPrefix]),
            (Array("\(field)\n".utf8), [.encodingWhitespace]), (Array(" \(field)".utf8), [.encodingWhitespace]),
            (Array(spaced.joined(separator: " ").utf8), [.encodingWhitespace]),
            (Array(spaced.joined(separator: ":").utf8), [.encodingSeparators]),
            (Array(spaced.joined(separator: "-").uppercased().utf8), [.encodingSeparators]),
            (Array("\"\(field)\"".utf8), [.encodingQuoted]), (Array("'\(field)'".utf8), [.encodingQuoted]),
            (Array("\(base64)\n".utf8), [.encodingWhitespace, .encodingDERBase64]),
            (Array("\"\(signature.text(.rsHex))\"".utf8), [.encodingQuoted, .encodingRSHex]),
            (Array(Hex.encode(Array(base64.utf8)).utf8), [.encodingHexTwice, .encodingDERBase64]),
        ]
        for (sent, codes) in cases { try expect(codes, phone, sent) }
    }

    @Test func namesWhatIsWrongWithTheDER() throws {
        let phone = try WrongPhone()
        let signature = try phone.sign(text: Self.text) { $0.r[0] >= 0x80 && $0.s[0] < 0x80 && $0.s[0] > 0 }
        let (r, s) = (signature.r, signature.s)
        let strict = signature.derRepresentation
        let long: [UInt8] = [0x30, 0x81] + strict.dropFirst()
        let indefinite: [UInt8] = [0x30, 0x80] + strict.dropFirst(2) + [0, 0]
        var surplus = der(integer(r), integer(s)) + [0x05, 0x00]
        surplus[1] += 2
        var short = strict
        short[1] -= 1
        let cases: [([UInt8], [Diagnosis.Code])] = [
            (der(r, s), [.derSignByteMissing]), (der([0] + integer(r), s), [.derExtraZero]),
            (der(integer(r), [0] + s), [.derExtraZero]), (der(r, [0] + s), [.derExtraZero, .derSignByteMissing]),
            (der(integer(r), s, after: [0]), [.derTrailingBytes]),
            (strict + [UInt8](repeating: 0, count: 72 - strict.count), [.derTrailingBytes]),
            (surplus, [.derTrailingBytes]), (long, [.derLength]), (indefinite, [.derLength]), (short, [.derLength]),
        ]
        for (sent, codes) in cases { try expect(codes, phone, Array(Hex.encode(sent).utf8)) }
        let extra = try diagnose(phone, Array(Hex.encode(der([0] + integer(r), s)).utf8))
        #expect(extra.found.contains("r has a superfluous leading zero at byte 4"))
        try expect(
            [.encodingDERBase64, .derSignByteMissing], phone, Array(Base64.standard.encode(der(r, s)).utf8))
    }

    @Test func putsUnpaddedIntegersTogether_whicheverWasShort() throws {
        let phone = try WrongPhone()
        let shapes: [(Signature) -> Bool] = [
            { $0.r[0] == 0 && $0.s[0] != 0 }, { $0.s[0] == 0 && $0.r[0] != 0 }, { $0.r[0] < 0x10 && $0.r[0] > 0 },
        ]
        for isWanted in shapes {
            let signature = try phone.sign(text: Self.text, until: isWanted)
            let bytes = Array(signature.r.drop { $0 == 0 }) + signature.s.drop { $0 == 0 }
            if bytes.count < 64 {
                try expect([.encodingRSUnpadded], phone, Array(Hex.encode(bytes).utf8))
                try expect([.encodingRSUnpadded], phone, Array(Base64.standard.encode(bytes).utf8))
            }
            let digits = Hex.encode(signature.r).drop { $0 == "0" } + Hex.encode(signature.s).drop { $0 == "0" }
            try expect([.encodingRSUnpadded], phone, Array(digits.utf8))
        }
        for isWanted in [{ $0.r[0] >= 0x80 && $0.s[0] >= 0x80 }, { $0.r[0] >= 0x80 && $0.s[0] < 0x80 && $0.s[0] > 0 }]
            as [(Signature) -> Bool]
        {
            let signature = try phone.sign(text: Self.text, until: isWanted)
            let bytes = integer(signature.r) + integer(signature.s)
            try expect([.encodingRSSignBytes], phone, Array(Hex.encode(bytes).utf8))
            try expect([.encodingRSSignBytes], phone, Array(Base64.standard.encode(bytes).utf8))
        }
    }

    @Test func namesSwappedIntegers() throws {
        let phone = try WrongPhone()
        let signature = try phone.sign(text: Self.text)
        let swapped = try Signature(r: signature.s, s: signature.r)
        try expect([.rsSwapped], phone, Array(swapped.field.utf8))
        try expect([.rsSwapped, .encodingRSHex], phone, Array(swapped.text(.rsHex).utf8))
    }

    @Test func namesTheEncodingAndTheText_whenBothAreWrong() throws {
        let phone = try WrongPhone()
        let newline = try phone.sign(text: Self.text + "\n")
        try expect([.textNewlineAdded, .encodingDERBase64], phone, Array(newline.text(.derBase64).utf8))
        try expect([.textNewlineAdded, .encodingRSHex], phone, Array(newline.text(.rsHex).utf8))
        let unknown = try phone.sign(text: "another text")
        try expect([.encodingRSHex, .noMatch], phone, Array(unknown.text(.rsHex).utf8))
        try expect([.noMatch], phone, Array(unknown.field.utf8))
    }

    @Test func saysWhatItKnows_whenNothingFits() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        let rejected = try Diagnosis(of: Golden.rejectedField, for: "212212", under: key)
        #expect(rejected.findings.map(\.code) == [.noMatch])
        #expect(rejected.found.contains("well formed"))
        for field in ["", "hello", "zz", "3006020100020101", Golden.digest, "30", String(repeating: "a", count: 5_000)]
        {
            let unreadable = try Diagnosis(of: field, for: "212212", under: key)
            #expect(unreadable.findings.map(\.code) == [.signatureUnreadable], "\(field)")
        }
        let defect = try Diagnosis(of: "3045zz", for: "212212", under: key)
        #expect(defect.found.contains("at character 4"))
    }

    @Test func namesHowTheKeyWasWritten_whenItIsNotWhatTheBankTakes() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        let point = key.x963Representation
        let cases: [([UInt8], [Diagnosis.Code])] = [
            (Array(Golden.key.utf8), [.valid]), (Array(Golden.key.uppercased().utf8), [.valid]),
            (Array(Golden.compressedKey.utf8), [.keyCompressed]), (key.compressedRepresentation, [.keyCompressed]),
            (Array(Golden.keyWithoutPrefix.utf8), [.keyWithoutPrefix]), (Array(point.dropFirst()), [.keyWithoutPrefix]),
            (Array(Golden.spkiHex.utf8), [.keySPKI]), (key.spkiDER, [.keySPKI]),
            (Array(Base64.standard.encode(key.spkiDER).utf8), [.keySPKI]), (Array(key.spkiPEM.utf8), [.keyPEM]),
            (Array(key.jwk.utf8), [.keyJWK]), (Array(Base64.standard.encode(point).utf8), [.keyBase64]),
            (Array(Base64.url.encode(point).utf8), [.keyBase64]), (point, [.keyBinary]),
            (Array("0x\(Golden.key)".utf8), [.keyDecorated]), (Array("\(Golden.key)\n".utf8), [.keyDecorated]),
            (Array("\"\(Golden.key)\"".utf8), [.keyDecorated]),
            (Array(" \(Golden.compressedKey)".utf8), [.keyCompressed]),
        ]
        for (sent, codes) in cases {
            let diagnosis = try Diagnosis(of: Golden.field.utf8, for: "212212", underKeyAsSent: sent)
            #expect(diagnosis.findings.map(\.code) == codes, "\(sent)")
        }
        let both = try Diagnosis(of: Golden.rsHex.utf8, for: "212212", underKeyAsSent: Golden.spkiHex.utf8)
        #expect(both.findings.map(\.code) == [.encodingRSHex, .keySPKI])
        let private_ = try SigningKey().representation(.pkcs8PEM)
        // 64 digits of an X alone are no X and Y.
        let half = Array(Golden.key.dropFirst(2).prefix(64).utf8)
        for sent in [Array("04".utf8), [], Array((Golden.key.dropLast() + "d").utf8), private_, half] {
            let diagnosis = try Diagnosis(of: Golden.field.utf8, for: "212212", underKeyAsSent: sent)
            #expect(diagnosis.findings.map(\.code) == [.keyUnreadable])
            #expect(sent != half || !diagnosis.found.contains("curve"))
        }
    }

    private func diagnose(_ phone: WrongPhone, _ sent: [UInt8]) throws -> Diagnosis {
        try Diagnosis(of: sent, for: Challenge(Self.text), under: phone.key.verifyingKey)
    }

    private func expect(
        _ codes: [Diagnosis.Code], _ phone: WrongPhone, _ sent: [UInt8],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let diagnosis = try diagnose(phone, sent)
        let shown = String(decoding: sent, as: UTF8.self)
        #expect(diagnosis.findings.map(\.code) == codes, "\(shown)", sourceLocation: sourceLocation)
    }
}
