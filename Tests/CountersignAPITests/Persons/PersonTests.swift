import CountersignAPI
import Testing

@Suite struct PersonTests {
    private let text =
        #"{"id":"69c673883853eafb2da9157de2bdaa05cper","tax":[1.0],"first_name":"Ada","language":"de","branch":"FR","#
        + #""mobile_number":"+4915100000000","address":{"line_1":"A","n":1e2},"nick":null}"#

    @Test func keepsEveryMember_inItsOrder() throws {
        try expectRoundTrip(Person.self, text)
        let person = try read(Person.self, text)
        #expect(person.attributes.firstName == "Ada")
        #expect(person.attributes.lastName == nil)
        #expect(person.attributes.language == .german)
        #expect(person.attributes.branch == .france)
        #expect(person.attributes.legacyMobileNumber == "+4915100000000")
        #expect(person.attributes.address?["line_1"] == "A")
        #expect(person.attributes.members["id"] == nil)
    }

    @Test func replacesMembers_butIgnoresNulls() throws {
        let person = try read(Person.self, text)
        let update = try read(
            PersonAttributes.self, #"{"first_name":"Grace","language":null,"email":"g@x","id":"other"}"#)
        let updated = person.attributes.updated(with: update)
        #expect(updated.firstName == "Grace")
        #expect(updated.language == .german)
        #expect(updated.email == "g@x")
        #expect(updated.members["id"] == nil)
        #expect(
            updated.members.names == [
                "tax", "first_name", "language", "branch", "mobile_number", "address", "nick", "email",
            ])
    }

    @Test func refusesAMember_ofAnotherType() {
        for (name, value) in [("first_name", "7"), ("language", "[]"), ("address", #""street""#), ("email", "{}")] {
            let error = failure { _ = try read(PersonAttributes.self, "{\"\(name)\":\(value)}") }
            #expect(error?.code == .wrongType)
            #expect(error?.field == name)
        }
    }

    @Test("five languages and four branches are known")
    func knowsTheLanguagesAndBranches() {
        #expect(Language.known.map(\.rawValue) == ["en", "de", "fr", "it", "es"])
        #expect(Branch.known.map(\.rawValue) == ["DE", "FR", "IT", "ES"])
        #expect(Language(rawValue: "EN") == .unknown("EN"))
    }

    @Test func setsMembers_throughTheirNames() throws {
        var attributes = PersonAttributes()
        attributes.firstName = "A"
        attributes.lastName = "B"
        attributes.email = "a@b"
        attributes.language = .italian
        attributes.branch = .spain
        attributes.legacyMobileNumber = "x"
        attributes.address = ["city": "C"]
        #expect(
            try write(attributes)
                == #"{"first_name":"A","last_name":"B","email":"a@b","language":"it","branch":"ES","mobile_number":"x","#
                + #""address":{"city":"C"}}"#)
        attributes.email = nil
        #expect(!attributes.members.names.contains("email"))
    }

    @Test func roundTripsBusinessesAndAccounts() throws {
        try expectRoundTrip(CreateBusiness.self, #"{"name":"B"}"#)
        try expectRoundTrip(Business.self, #"{"id":"b","name":"B","legal_representatives":[{"person_id":"p"}]}"#)
        try expectRoundTrip(
            Account.self, #"{"id":"1cacc","iban":"DE1","balance":{"value":-5,"unit":"cents","currency":"EUR"}}"#)
        let order =
            #""recipient_name":"n","recipient_iban":"DE1","amount":{"value":1000,"unit":"cents","currency":"EUR"},"description":"d","reference":"r"}"#
        try expectRoundTrip(CreateSEPACreditTransfer.self, "{" + order)
        let transfer = SEPACreditTransfer(id: "t", order: try read(CreateSEPACreditTransfer.self, "{" + order))
        #expect(try write(transfer) == #"{"id":"t","# + order)
        try expectRoundTrip(CreateTrustedIBAN.self, #"{"iban":"DE1","name":"n"}"#)
        try expectRoundTrip([TrustedIBAN].self, #"[{"id":"i","iban":"DE1","name":"n"}]"#)
        #expect(
            failure {
                _ = try read(
                    CreateSEPACreditTransfer.self,
                    #"{"recipient_name":"n","recipient_iban":"i","amount":{"unit":"cents"}}"#)
            }?.field == "amount.value")
    }

    @Test func printsAnAmount_asAnSMSDoes() {
        for (value, text) in [
            (1000, "10.00 EUR"), (5, "0.05 EUR"), (0, "0.00 EUR"), (-1050, "-10.50 EUR"),
            (Int.min, "-92233720368547758.08 EUR"),
        ] {
            #expect(Amount(value: value).description == text)
        }
    }
}
