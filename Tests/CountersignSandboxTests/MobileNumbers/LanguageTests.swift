import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct LanguageTests {
    @Test("The customer's language chooses the text, a person without one reads English (S2-030, S2-032)")
    func followsTheCustomersLanguage() async throws {
        try await RunningSandbox.with { bank in
            var texts: Set<String> = []
            for (index, language) in ["en", "de", "fr", "it", "es", nil].enumerated() {
                let attributes: JSONValue = ["first_name": "Ada", "language": language.map { .string($0) } ?? nil]
                let person = try await Customer.create(at: bank, number: "+49151234567\(index)", attributes)
                #expect(try await person.rename(to: "x").authorize("mobile_number", person).status == 201)
                let sms = try #require(try await bank.messages(to: person.number).last)
                #expect(sms.language == language ?? "en")
                let code = try #require(sms.otp)
                let expected = try SMSText(.dataChange, in: Language(rawValue: language ?? "en")).render(["otp": code])
                #expect(sms.text == expected)
                texts.insert(sms.text.replacing(code, with: ""))
            }
            #expect(texts.count == 5)
        }
    }

    @Test("Another language setting changes the next SMS (S2-031)")
    func followsTheSetting_whenItChanges() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, ["first_name": "Ada", "language": "de"])
            let change = try await bank.call(.patch, ada.path, ["language": "fr"])
            let request = ChangeRequestCalls(bank: bank, id: change.id)
            #expect(try await request.completeBySMS(ada).status == 200)
            #expect(try await bank.messages().last?.language == "de")
            #expect(try await ada.trigger().authorize("mobile_number", ada).status == 201)
            #expect(try await bank.messages().last?.language == "fr")
        }
    }

    /// Values that hold digits of their own, to tempt whoever looks for the code in the text.
    private static let values: [String: String] = [
        "number": "+491512345678", "old_number": "+491512345678", "new_number": "+491512345679",
        "iban": "DE32110101001000000029", "amount": "123456.00", "currency": "EUR", "merchant": "Shop 654321",
        "count": "111111", "name": "Charles", "wallet_name": "Pay 2000",
    ]

    @Test("All 17 templates in all languages; otp is the code, null for notifications (S2-033, S2-035, S2-036)")
    func producesEveryTemplate_inEveryLanguage() async throws {
        var settings = SandboxSettings()
        settings.smsPerHour = 1000
        try await RunningSandbox.with(settings) { bank in
            var produced = 0
            for (index, language) in Language.known.enumerated() {
                let number = "+49151234567\(index)"
                let person = try await Customer.create(
                    at: bank, number: number, ["language": .string(language.rawValue)])
                for template in SMSTemplate.allCases {
                    let variables = Self.values.filter { template.variables.contains($0.key) }
                    let request = try await person.trigger([
                        "template": .string(template.rawValue),
                        "variables": .object(JSONObject(variables.map { .init(name: $0, value: .string($1)) })),
                    ])
                    #expect(try await request.authorize("mobile_number", person).status == 201)
                    let sms = try #require(try await bank.messages(to: number).last)
                    #expect(sms.template == template.rawValue)
                    #expect((sms.otp == nil) == (template.codeVariable == nil), "\(template)")
                    let stored = try await bank.books.read { try $0.otp(of: .changeRequest(Identifier(request.id))) }
                    if let otp = sms.otp { #expect(otp == stored?.digits) }
                    var values = Self.values
                    if let variable = template.codeVariable { values[variable] = sms.otp }
                    let expected = try SMSText(template, in: language).render(values)
                    #expect(sms.text == expected)
                    #expect(!sms.text.contains("{"))
                    produced += 1
                }
            }
            #expect(produced == 85)
        }
    }

    @Test("A wallet's code lives 30 minutes, others five (S2-034)")
    func livesThirtyMinutes_whenItIsForAWallet() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let wallet: JSONObject = [
                "template": "wallet_enrolment", "variables": ["wallet_name": "Pay"],
            ]
            let (early, late) = (try await ada.trigger(wallet), try await ada.trigger(wallet))
            #expect(try await early.authorize("mobile_number", ada).status == 201)
            let first = try await bank.code(to: ada.number)
            #expect(try await late.authorize("mobile_number", ada).status == 201)
            let second = try await bank.code(to: ada.number)
            let usual = try await ada.trigger()
            #expect(try await usual.authorize("mobile_number", ada).status == 201)
            bank.clock.advance(by: .seconds(301))
            #expect(try await usual.confirm(ada, try await bank.code(to: ada.number)).status == 403)
            bank.clock.advance(by: .seconds(1799 - 301))
            #expect(try await early.confirm(ada, first).status == 200)
            bank.clock.advance(by: .seconds(2))
            #expect(try await late.confirm(ada, second).status == 403)
        }
    }

    @Test("Nothing of a call changes a text: its variables are filled, and no more (S2-029, S2-037)")
    func changesNoText_whateverTheCallCarries() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger(["text": "{otp}", "variables": ["otp": "999999", "text": "x"]])
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let sms = try #require(try await bank.messages().last)
            let code = try #require(sms.otp)
            #expect(sms.text == "To authorize the data change, please use the following SMS OTP: \(code)")
            #expect(try await bank.messages().first?.text.hasPrefix("Please verify your mobile number") == true)
        }
    }
}
