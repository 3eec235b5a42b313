import CountersignAPI
import Testing

@Suite struct SMSTextTests {
    /// Digits everywhere that are no password, so that a reader which takes the first six of them is found out.
    private static let values = [
        "otp": "048391", "passcode": "048391", "code": "048391", "number": "+491512345678",
        "old_number": "+491512345678", "new_number": "+4915987654321", "iban": "DE89370400440532013000",
        "name": "Zoë 123456 Müller", "amount": "999999.00 EUR", "count": "123456", "currency": "EUR",
        "merchant": "Shop 654321 at 111111", "wallet_name": "Wallet 222222 is",
    ]

    private static let rows: [(String, SMSTemplate)] = [
        ("S2-040", .verifyMobileNumber), ("S2-041", .authenticate), ("S2-042", .confirmDeletion),
        ("S2-043", .deletedNotification), ("S2-044", .changedNotification), ("S2-045", .dataChange),
        ("S2-046", .accountClosure), ("S2-047", .addLegalRepresentative), ("S2-048", .unauthorizedBusinessChange),
        ("S2-049", .sepaTransaction), ("S2-050", .batchSEPATransaction), ("S2-051", .createStandingOrder),
        ("S2-052", .cancelStandingOrder), ("S2-053", .updateStandingOrder), ("S2-054", .timedOrder),
        ("S2-055", .threeDSOnlinePurchase), ("S2-056", .walletEnrolment),
    ]

    private struct Expected {
        let row, template, language, text: String
    }

    private static func expected() throws -> [Expected] {
        try fixture("sms-texts.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
            let cells = line.split(separator: "\t").map(String.init)
            try #require(cells.count == 4)
            return Expected(row: cells[0], template: cells[1], language: cells[2], text: cells[3])
        }
    }

    private static func filled(_ text: String) -> String {
        values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    @Test(
        "every use case in every language is the published text, byte for byte",
        arguments: rows)
    func rendersThePublishedText(_ row: String, _ template: SMSTemplate) throws {
        let expected = try Self.expected().filter { $0.row == row }
        #expect(expected.map(\.language) == ["en", "de", "fr", "it", "es"])
        for line in expected {
            #expect(line.template == template.rawValue)
            let text = try SMSText(template, in: Language(rawValue: line.language)).render(Self.values)
            #expect(Array(text.utf8) == Array(Self.filled(line.text).utf8), "\(row) \(line.language)")
            #expect(!text.contains("{") && !text.contains("}"))
        }
    }

    @Test("17 use cases, 83 texts; the two that are missing come in English (S2-048)")
    func fallsBackToEnglish_whereATextIsMissing() {
        #expect(SMSTemplate.allCases.count == 17)
        #expect(Self.rows.map(\.1) == SMSTemplate.allCases)
        #expect(SMSText.all.count == 83)
        for language in Language.known {
            let text = SMSText(.unauthorizedBusinessChange, in: language)
            #expect(text.language == ([.german, .italian].contains(language) ? .english : language))
        }
        #expect(SMSText(.authenticate, in: .unknown("pl")).language == .english)
        #expect(SMSText.bindingLanguages.map(\.rawValue) == ["de", "en", "fr"])
    }

    @Test("the password is found in every text that has one, whatever other digits stand there")
    func findsThePassword_amongOtherDigits() throws {
        var ran = 0
        for text in SMSText.all where text.template.codeVariable != nil {
            let rendered = try text.render(Self.values)
            #expect(text.code(in: rendered)?.digits == "048391", "\(text.template) \(text.language)")
            #expect(SMSText.code(in: rendered)?.digits == "048391", "\(text.template) \(text.language)")
            ran += 1
        }
        #expect(ran == 70)
    }

    @Test("notifications have no password")
    func findsNoPassword_inANotification() throws {
        let notifications = SMSTemplate.allCases.filter { $0.codeVariable == nil }
        #expect(notifications == [.deletedNotification, .changedNotification, .unauthorizedBusinessChange])
        for template in notifications {
            for language in Language.known {
                let text = try SMSText(template, in: language).render(Self.values)
                #expect(SMSText.code(in: text) == nil)
            }
        }
    }

    @Test("only the variable is replaced, not the literal word OTP (S2-037)")
    func keepsTheWordOTP_asAWord() throws {
        let text = try SMSText(.verifyMobileNumber, in: .english).render(["otp": "000001"])
        #expect(text.contains("SMS OTP: ") && text.hasSuffix(" 000001"))
        #expect(
            try SMSText(.authenticate, in: .french).render(["otp": "1"]) == "Voici votre code OTP 1 pour l'autorisation"
        )
    }

    @Test func findsNoPassword_inForeignText() {
        for text in [
            "", "123456", "Your code is 123456", "12345 is your OTP for authorization",
            "1234567 is your OTP for authorization",
            "１２３４５６ is your OTP for authorization", "123456 is your OTP for authorization!",
            "Use code 123456 to authenticate your purchase of " + String(repeating: " ", count: 1000),
            String(repeating: "To add 1", count: 1_000_000),
        ] {
            #expect(SMSText.code(in: text) == nil)
        }
    }

    @Test func namesTheVariable_thatIsMissing() throws {
        for template in SMSTemplate.allCases {
            for variable in template.variables {
                var values = Self.values
                values[variable] = nil
                let error = failure { _ = try SMSText(template, in: .spanish).render(values) }
                #expect(error?.code == .missingField)
                #expect(error?.field == variable)
            }
        }
    }

    @Test("a wallet's password lives as long as its text says")
    func livesHalfAnHour_inAWallet() {
        #expect(SMSTemplate.walletEnrolment.codeLifetime == 1800)
        #expect(SMSTemplate.authenticate.codeLifetime == 300)
    }

    @Test func roundTripsTheOutbox_withANullForNoPassword() throws {
        let head = #"{"id":"m","to":"+491512345678","language":"de","template":"deleted_notification","text":"t","#
        try expectRoundTrip(OutboxMessage.self, head + #""otp":null,"sent_at":"2024-01-01T10:00:00.000+00:00"}"#)
        try expectRoundTrip(OutboxMessage.self, head + #""otp":"012345","sent_at":"2024-01-01T10:00:00.000+00:00"}"#)
        let error = failure { _ = try read(TriggerChangeRequest.self, #"{"template":"no_such"}"#) }
        #expect(error?.code == .invalidValue)
        #expect(error?.field == "template")
        try expectRoundTrip(
            TriggerChangeRequest.self,
            #"{"person_id":"p","template":"timed_order","variables":{"iban":"DE1"},"response_code":201,"#
                + #""response_body":{"id":1.0},"delay":30}"#)
    }
}
