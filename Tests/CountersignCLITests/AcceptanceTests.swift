import Foundation
import Testing

@Suite("Acceptance rows of the command line tool")
struct AcceptanceTests {
    private let shell: Shell

    init() throws {
        shell = try Shell()
        try shell.create("phone.pem", Fixture.keyLines.map { $0 + "\n" }.joined())
    }

    @Test("challenge sign prints the hex field that /confirm takes, and exits 0 (CARD-012, CARD-023)")
    func printsTheField_whenAskedToSign() throws {
        let outcome = try shell.run("countersign challenge sign --key phone.pem --text 212212")
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors == "")
        #expect(try Regex("30[0-9a-f]{14,142}\n").wholeMatch(in: outcome.output) != nil)
    }

    @Test("signature inspect reads the sample of the confirm page: 71 bytes, r of 32, s of 33 (CARD-013)")
    func inspectsTheSampleOfTheConfirmPage() throws {
        let outcome = try shell.run("countersign signature inspect --json \(Fixture.confirmSample)")
        #expect(outcome.exitCode == 0)
        let inspected = try JSONDecoder().decode(Inspection.self, from: Data(outcome.output.utf8))
        #expect(inspected.der_bytes == 71)
        #expect(inspected.r_bytes == 32)
        #expect(inspected.s_bytes == 33)
        #expect(inspected.low_s == false)
        #expect(inspected.field == Fixture.confirmSample)
        let again = try shell.run("countersign signature convert --to der-hex \(Fixture.confirmSample)")
        #expect(again.output == Fixture.confirmSample + "\n")
    }

    @Test("key show prints the point of 130 hex digits, and openssl reads the same (CARD-014)")
    func showsThePoint_asItIsRegisteredAtBinding() throws {
        let outcome = try shell.run("countersign key show phone.pem --format point")
        #expect(outcome.output == Fixture.point + "\n")
        #expect(outcome.output.utf8.count == 131)
        let openssl = try shell.run("openssl pkey -in phone.pem -pubout -outform DER | tail -c 65 | od -An -v -tx1 | tr -d ' \\n'")
        #expect(openssl.exitCode == 0, "openssl is needed: apt-get install openssl\n\(openssl.errors)")
        #expect(openssl.output + "\n" == outcome.output)
        let spki = try shell.run("countersign key convert \(Fixture.point) --to spki | openssl pkey -pubin -noout -text")
        #expect(spki.exitCode == 0)
        #expect(spki.output.contains("prime256v1"))
    }

    @Test("challenge verify answers 0 for valid, 1 for not valid, 65 for malformed (CARD-024)")
    func tellsValidFromNotValidFromMalformed() throws {
        let verify = "countersign challenge verify --key \(Fixture.bankKey) --signature"
        #expect(try shell.run("\(verify) \(Fixture.bankSignature) --text 212212").exitCode == 0)
        #expect(try shell.run("\(verify) \(Fixture.bankSignature) --text 212213").exitCode == 1)
        #expect(try shell.run("\(verify) \(Fixture.bankRS) --text 212212").exitCode == 65)
    }

    @Test("the bank's published key, OTP and signature verify (CARD-026)")
    func verifiesThePublishedSample() throws {
        let outcome = try shell.run(
            "countersign challenge verify --key \(Fixture.bankKey) --text \(Fixture.bankText) "
                + "--signature \(Fixture.bankSignature)")
        #expect(outcome.exitCode == 0)
        #expect(outcome.output == "valid\n")
    }

    private struct Inspection: Decodable {
        let der_bytes: Int
        let r_bytes: Int
        let s_bytes: Int
        let low_s: Bool
        let field: String
    }
}
