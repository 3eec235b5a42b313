import CCountersignOpenSSL
import Countersign
import CountersignTestSupport
import Testing

/// Mistakes about what is signed: each is made by hand here, and the diagnosis must name it and nothing else.
@Suite struct DiagnosisTextTests {
    private static let uuid = "f0c94ab2-7c39-4e42-8b87-1f0a5f1f9d3e"
    private static let uuidBytes: [UInt8] = [
        0xF0, 0xC9, 0x4A, 0xB2, 0x7C, 0x39, 0x4E, 0x42, 0x8B, 0x87, 0x1F, 0x0A, 0x5F, 0x1F, 0x9D, 0x3E,
    ]
    private static let guidBytes: [UInt8] = [
        0xB2, 0x4A, 0xC9, 0xF0, 0x39, 0x7C, 0x42, 0x4E, 0x8B, 0x87, 0x1F, 0x0A, 0x5F, 0x1F, 0x9D, 0x3E,
    ]

    @Test func namesWhatWasDoneToTheText() throws {
        let phone = try WrongPhone()
        let cases: [(text: String, signed: [UInt8], code: Diagnosis.Code)] = [
            (Self.uuid, Array((Self.uuid + "\n").utf8), .textNewlineAdded),
            (Self.uuid, Array((Self.uuid + "\r\n").utf8), .textCRLFAdded),
            (Self.uuid, Array((Self.uuid + "\r").utf8), .textCRLFAdded),
            ("212212", Array("212212 ".utf8), .textSpaceAdded), ("212212", Array(" 212212".utf8), .textSpaceAdded),
            ("212212", Array(" 212212 ".utf8), .textSpaceAdded), ("212212", Array("212212\t".utf8), .textSpaceAdded),
            ("212212", Array("212212\0".utf8), .textNULAdded), ("212212\n", Array("212212".utf8), .textTrimmed),
            (" 21 22 ", Array("21 22".utf8), .textTrimmed), (" 21 22 ", Array(" 21 22".utf8), .textTrimmed),
            (" 21 22 ", Array("21 22 ".utf8), .textTrimmed),
            ("212212", Array("\"212212\"".utf8), .textQuoted), ("212212", Array("'212212'".utf8), .textQuoted),
            ("a1", [0x61, 0, 0x31, 0], .textUTF16), ("a1", [0, 0x61, 0, 0x31], .textUTF16),
            ("a1", [0xFF, 0xFE, 0x61, 0, 0x31, 0], .textUTF16), ("a1", [0xFE, 0xFF, 0, 0x61, 0, 0x31], .textUTF16),
            ("a1", [0xEF, 0xBB, 0xBF, 0x61, 0x31], .textBOM), ("Grüße", [0x47, 0x72, 0xFC, 0xDF, 0x65], .textLatin1),
            (Self.uuid, Array(Self.uuid.uppercased().utf8), .textCaseChanged),
            (Self.uuid.uppercased(), Array(Self.uuid.utf8), .textCaseChanged),
            (Self.uuid, Array(Self.uuid.replacing("-", with: "").utf8), .textDashes),
            (Self.uuid.replacing("-", with: ""), Array(Self.uuid.utf8), .textDashes),
            ("Gr\u{FC}n", Array("Gru\u{308}n".utf8), .textNormalised),
            ("Gru\u{308}n", Array("Gr\u{FC}n".utf8), .textNormalised),
            ("001234", Array("1234".utf8), .textLeadingZerosLost), ("000000", Array("0".utf8), .textLeadingZerosLost),
            ("212212", [0x21, 0x22, 0x12], .textHexDecoded), (Self.uuid, Self.uuidBytes, .textHexDecoded),
            (Self.uuid, Self.guidBytes, .textHexDecoded), ("aGVsbG8=", Array("hello".utf8), .textBase64Decoded),
            ("-_-_", [0xFB, 0xFF, 0xBF], .textBase64Decoded), ("aGVsbG8", Array("hello".utf8), .textBase64Decoded),
            ("a1", Array("6131".utf8), .textHexEncoded), ("k1", Array("6B31".utf8), .textHexEncoded),
            ("hello", Array("aGVsbG8=".utf8), .textBase64Encoded), ("hello", Array("aGVsbG8".utf8), .textBase64Encoded),
            ("212212", [], .textEmpty),
        ]
        for (text, signed, code) in cases {
            try expect([code], phone, text, phone.sign(bytes: signed))
        }
    }

    @Test func namesHowTheTextWasHashed() throws {
        let phone = try WrongPhone()
        let text = Array(Self.uuid.utf8)
        let digest = hash(COUNTERSIGN_SHA256, text)
        let hex = Hex.encode(digest)
        let cases: [(signature: Signature, code: Diagnosis.Code)] = [
            (try phone.sign(bytes: digest), .hashTwice), (try phone.sign(text: hex), .hashOfHexDigest),
            (try phone.sign(text: hex.uppercased()), .hashOfHexDigest),
            (try phone.sign(text: hex + "\n"), .hashOfHexDigest),
            (try phone.sign(text: hex + "  -\n"), .hashOfHexDigest),
            (try phone.sign(text: Base64.standard.encode(digest)), .hashOfBase64Digest),
            (try phone.sign(digest: Array(hex.utf8)), .hashHexAsDigest),
            (try phone.sign(digest: Array(hex.uppercased().utf8)), .hashHexAsDigest),
            (try phone.sign(digest: text), .hashNone),
            (try phone.sign(digest: hash(COUNTERSIGN_SHA1, text)), .hashSHA1),
            (try phone.sign(digest: hash(COUNTERSIGN_SHA224, text)), .hashSHA224),
            (try phone.sign(digest: hash(COUNTERSIGN_SHA384, text)), .hashSHA384),
            (try phone.sign(digest: hash(COUNTERSIGN_SHA512, text)), .hashSHA512),
            (try phone.sign(digest: hash(COUNTERSIGN_SHA3_256, text)), .hashSHA3),
        ]
        for (signature, code) in cases { try expect([code], phone, Self.uuid, signature) }
        // A short text as a digest: OpenSSL takes it as a small number.
        try expect([.hashNone], phone, "212212", phone.sign(digest: Array("212212".utf8)))
    }

    @Test func namesTheFormOfANewKey_whenOneIsAdded() throws {
        let phone = try WrongPhone()
        let new = try SigningKey().verifyingKey
        let cases: [([UInt8], Diagnosis.Code)] = [
            (new.x963Representation, .textKeyRawBytes), (new.compressedRepresentation, .textKeyEncoding),
            (Array(Hex.encode(new.compressedRepresentation).utf8), .textKeyEncoding),
            (Array(new.x963Representation.dropFirst()), .textKeyEncoding),
            (Array(new.hexPoint.dropFirst(2).utf8), .textKeyEncoding), (new.spkiDER, .textKeyEncoding),
            (Array(Hex.encode(new.spkiDER).utf8), .textKeyEncoding),
            (Array(Base64.standard.encode(new.spkiDER).utf8), .textKeyEncoding),
            (Array(Base64.standard.encode(new.x963Representation).utf8), .textKeyEncoding),
            (Array(new.spkiPEM.utf8), .textKeyEncoding), (Array(new.spkiPEM.utf8.dropLast()), .textKeyEncoding),
            (Array(new.hexPoint.uppercased().utf8), .textCaseChanged),
        ]
        for (signed, code) in cases {
            try expect([code], phone, new.hexPoint, phone.sign(bytes: signed))
        }
    }

    @Test func namesAnotherTextOrKeyAtHand_andItsNumber() throws {
        let (phone, other, third) = (try WrongPhone(), try WrongPhone(), try WrongPhone())
        let keys = [third.key.verifyingKey, other.key.verifyingKey]
        let texts: [Challenge] = ["111111", "212212"]
        let wrongText = try Diagnosis(
            of: phone.sign(text: "212212").field, for: Challenge(Self.uuid), under: phone.key.verifyingKey,
            otherKeys: keys, otherTexts: texts)
        #expect(wrongText.findings.map(\.code) == [.textOther])
        #expect(wrongText.found.contains("number 2"))
        let wrongKey = try Diagnosis(
            of: other.sign(text: Self.uuid).field, for: Challenge(Self.uuid), under: phone.key.verifyingKey,
            otherKeys: keys, otherTexts: texts)
        #expect(wrongKey.findings.map(\.code) == [.keyOther])
        #expect(wrongKey.found.contains("number 2") && wrongKey.found.contains(keys[1].identifier.short))
        let both = try Diagnosis(
            of: other.sign(text: "212212").field, for: Challenge(Self.uuid), under: phone.key.verifyingKey,
            otherKeys: keys, otherTexts: texts)
        #expect(both.findings.map(\.code) == [.textOther, .keyOther])
        // Who passes all that there are passes the expected ones too.
        let all = try Diagnosis(
            of: other.sign(text: "212212").field, for: Challenge(Self.uuid), under: phone.key.verifyingKey,
            otherKeys: [phone.key.verifyingKey, other.key.verifyingKey], otherTexts: [Challenge(Self.uuid), "212212"])
        #expect(all.findings.map(\.code) == [.textOther, .keyOther])
        #expect(all.findings.allSatisfy { $0.found.contains("number 2") })
    }

    @Test func namesPairsOfMistakes_inTheOrderOfTheRoad() throws {
        let phone = try WrongPhone()
        let digest = hash(COUNTERSIGN_SHA256, Array("212212\n".utf8))
        try expect([.textNewlineAdded, .hashTwice], phone, "212212", phone.sign(bytes: digest))
        let swapped = try phone.sign(text: "\"212212\"")
        try expect(
            [.textQuoted, .rsSwapped], phone, "212212", Signature(r: swapped.s, s: swapped.r))
        let otherText = try Diagnosis(
            of: phone.sign(text: "111111\n").field, for: "212212", under: phone.key.verifyingKey, otherTexts: ["111111"]
        )
        #expect(otherText.findings.map(\.code) == [.textOther, .textNewlineAdded])
        let single = try Diagnosis(
            of: phone.sign(bytes: digest).field, for: "212212", under: phone.key.verifyingKey, effort: .single)
        #expect(single.findings.map(\.code) == [.noMatch])
    }

    private func expect(
        _ codes: [Diagnosis.Code], _ phone: WrongPhone, _ text: String, _ signature: Signature,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let diagnosis = try Diagnosis(of: signature.field, for: Challenge(text), under: phone.key.verifyingKey)
        #expect(diagnosis.findings.map(\.code) == codes, "\(text)", sourceLocation: sourceLocation)
        #expect(!diagnosis.isValid)
        for finding in diagnosis.findings {
            #expect(finding.found.hasSuffix(".") && finding.fix.hasSuffix("."))
        }
    }
}
