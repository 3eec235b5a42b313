import Countersign
import CountersignTestSupport
import Testing

@Suite struct DiagnosisTests {
    @Test func listsEachCodeOnce_underALowerCaseName() {
        let names = Diagnosis.Code.all.map(\.description)
        #expect(Set(names).count == names.count)
        #expect(names.count > 50)
        for name in names {
            #expect(name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F })
        }
    }

    @Test func saysTheSameTwice() throws {
        let phone = try WrongPhone()
        let field = try phone.sign(text: "212212\n").text(.rsBase64)
        let first = try Diagnosis(of: field, for: "212212", under: phone.key.verifyingKey)
        #expect(try Diagnosis(of: field, for: "212212", under: phone.key.verifyingKey) == first)
    }

    @Test func staysWithinItsLimit_whateverIsPassedIn() throws {
        let phone = try WrongPhone()
        let keys = try (0..<20).map { _ in try SigningKey().verifyingKey }
        let texts = (0..<200).map { Challenge("text \($0)") }
        let diagnosis = try Diagnosis(
            of: phone.sign(text: "none of these").field, for: "212212", under: phone.key.verifyingKey,
            otherKeys: keys, otherTexts: texts)
        #expect(diagnosis.findings.map(\.code) == [.noMatch])
        #expect(diagnosis.found.contains("cut short"))
    }

    @Test func countsCandidatesOnce_whenTheyRepeatTheKeyOrTheText() throws {
        let phone = try WrongPhone()
        let key = phone.key.verifyingKey
        let diagnosis = try Diagnosis(
            of: phone.sign(text: "none of these").field, for: "212212", under: key,
            otherKeys: [key, key], otherTexts: ["212212"])
        #expect(diagnosis.found.contains("1 key and 1 text"))
    }

    @Test func answersNoise_withoutACrash() throws {
        var random = SeededRandom.printed(for: "noise to diagnose")
        let key = try VerifyingKey(hexPoint: Golden.key)
        for round in 0..<300 {
            let field = random.bytes(Int.random(in: 0...200, using: &random))
            let text = String(decoding: random.bytes(Int.random(in: 0...40, using: &random)), as: UTF8.self)
            let sent = round % 2 == 0 ? Array(Hex.encode(field).utf8) : field
            let diagnosis = try Diagnosis(of: sent, for: Challenge(text), under: key, effort: .single)
            #expect(!diagnosis.isValid, "\(random) \(field)")
            _ = try Diagnosis(of: sent, for: Challenge(text), underKeyAsSent: field, effort: .single)
        }
    }

    @Test func answersAHugeField_soon() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        for unit in ["30", "\"", "0x", " ", ":", "A"] {
            let huge = String(repeating: unit, count: 1 << 18)
            let diagnosis = try Diagnosis(of: huge, for: "212212", under: key)
            #expect(diagnosis.code == .signatureUnreadable)
        }
    }
}
