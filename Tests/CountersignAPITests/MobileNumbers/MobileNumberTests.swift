import CountersignAPI
import Testing

@Suite struct MobileNumberTests {
    @Test("the resource has id, number and verified")
    func roundTripsTheDocumentedBodies() throws {
        try expectRoundTrip(
            MobileNumber.self,
            #"{"id":"244de401cf4ddbbbafbbc657312a7ce7cmno","number":"+491512345678","verified":false}"#)
        try expectRoundTrip(CreateMobileNumber.self, #"{"number":"+491512345678"}"#)
        try expectRoundTrip(CreateMobileNumber.self, #"{"number":"+49 151","device_data":"x;y"}"#)
        try expectRoundTrip(NameMobileNumber.self, #"{"number":"+491512345678"}"#)
        try expectRoundTrip(ConfirmMobileNumber.self, #"{"number":"+491512345678","token":"212212"}"#)
        let error = failure { _ = try read(ConfirmMobileNumber.self, #"{"number":"+49151"}"#) }
        #expect(error?.code == .missingField)
        #expect(error?.field == "token")
    }

    @Test(
        "E.164 is taken as it stands",
        arguments: ["+491512345678", "+15550101", "+491520555555", "+12", "+123456789012345"])
    func takesANumber_inE164(_ text: String) {
        #expect(PhoneNumber(text)?.e164 == text)
        #expect(PhoneNumber(sanitizing: text)?.e164 == text)
    }

    @Test(
        "what is not E.164 is refused, even after sanitising",
        arguments: [
            "491512345678", "00491512345678", "+0491512345678", "+4915123456789012345", "+1234567890123456", "+49abc",
            "+", "", "+1", "++4915123", "+49+151", "+４９１５１２３４５", "+49١٢٣٤٥", "(+49)151234", "+49.151", "+49\u{a0}151",
            "+49151\n", "+49\t151", "+49\u{301}151", "\u{0}+49151",
        ])
    func refusesANumber_notInE164(_ text: String) {
        #expect(PhoneNumber(text) == nil)
        #expect(PhoneNumber(sanitizing: text) == nil)
    }

    @Test("spaces, dashes, underscores and slashes are taken out")
    func takesOutWhatPeopleType_betweenDigits() {
        for text in [
            "+49 151-234 5678", "+49/151/2345678", "+49_151_2345678", " +491512345678 ", "+-49-_/ 1512345678",
            "+ 491512345678",
        ] {
            #expect(PhoneNumber(text) == nil)
            #expect(PhoneNumber(sanitizing: text)?.e164 == "+491512345678", "\(text)")
        }
    }

    @Test func isMasked_inItsDescription() throws {
        #expect(try #require(PhoneNumber("+491512345655")).description == "+4915•••55")
        #expect(try #require(PhoneNumber("+15550101")).masked == "+1555•••01")
        #expect(try #require(PhoneNumber("+1234567")).masked == "+•••")
        #expect(try #require(PhoneNumber("+12")).masked == "+•••")
    }
}
