import CountersignAPI
import Testing

@Suite struct ConfirmChangeRequestTests {
    @Test("the five request fields are strings and none is required by shape")
    func readsTheFiveFields_andRequiresNone() throws {
        let text = #"{"device_id":"d","signature":"3045","person_id":"p","tan":"000000","device_data":"x;y"}"#
        try expectRoundTrip(ConfirmChangeRequest.self, text)
        #expect(try read(ConfirmChangeRequest.self, "{}") == ConfirmChangeRequest())
        #expect(try write(ConfirmChangeRequest()) == "{}")
        #expect(try write(ConfirmChangeRequest.otp("483920", person: "p")) == #"{"person_id":"p","tan":"483920"}"#)
        #expect(try write(ConfirmChangeRequest.device("d", signature: "30")) == #"{"device_id":"d","signature":"30"}"#)
    }

    @Test("a tan of another JSON type is refused by name; null counts as absent")
    func refusesATan_ofAnotherType() throws {
        for value in ["212212", "[\"212212\"]", "true", "{}"] {
            let error = failure { _ = try read(ConfirmChangeRequest.self, "{\"tan\":\(value)}") }
            #expect(error?.code == .wrongType)
            #expect(error?.field == "tan")
        }
        #expect(try read(ConfirmChangeRequest.self, #"{"tan":null}"#).tan == nil)
    }

    @Test("an OTP is exactly six ASCII digits, leading zeros kept")
    func takesSixDigits_andNothingElse() {
        for text in ["483920", "000000", "012345"] { #expect(OneTimePassword(text)?.digits == text) }
        let others = [
            "", "12345", "1234567", "12345678", "12345a", " 12345", "123456 ", "+12345", "-12345", "１２３４５６", "٠١٢٣٤٥",
            "12345\u{0}", "1️2345",
        ]
        for text in others { #expect(OneTimePassword(text) == nil, "\(text)") }
        #expect(OneTimePassword(number: 42).digits == "000042")
        #expect(OneTimePassword(number: 1_000_042).digits == "000042")
        #expect(OneTimePassword.forTests.digits == "212212")
        #expect(!"\(OneTimePassword.forTests)".contains("2"))
    }

    @Test("the published device_data sample passes byte for byte, though it is not Base64")
    func carriesDeviceData_asItIs() throws {
        let sample = try fixture("device-data.txt")
        #expect(sample.utf8.count == 3394)
        #expect(sample.hasPrefix("Web;179ac83968ab42f79e960c1753a4078fdcon;"))
        for data in [sample, "x;y", "", "é\u{301}\u{0}"] {
            let request = ConfirmChangeRequest(tan: "212212", deviceData: data)
            let back = try WireJSON.decode(ConfirmChangeRequest.self, from: WireJSON.encode(request))
            #expect(Array(try #require(back.deviceData).utf8) == Array(data.utf8))
        }
    }

    @Test("authorize knows three delivery methods, in this spelling only")
    func knowsThreeDeliveryMethods_inThisSpelling() throws {
        #expect(DeliveryMethod.known.map(\.rawValue) == ["mobile_number", "device_signing", "static"])
        for raw in ["MOBILE_NUMBER", "Static", "sms", "", "device_signing "] {
            #expect(!DeliveryMethod(rawValue: raw).isKnown)
        }
        try expectRoundTrip(AuthorizeChangeRequest.self, #"{"person_id":"p","delivery_method":"mobile_number"}"#)
        try expectRoundTrip(AuthorizeChangeRequest.self, #"{"device_id":"d","delivery_method":"device_signing"}"#)
        #expect(
            try write(AuthorizeChangeRequest.bySMS(to: "p")) == #"{"person_id":"p","delivery_method":"mobile_number"}"#)
        let error = failure { _ = try read(AuthorizeChangeRequest.self, #"{"person_id":"p"}"#) }
        #expect(error?.code == .missingField)
        #expect(error?.field == "delivery_method")
    }

    @Test("the dialect's bodies: challenge, signed_token and an OTP under three names")
    func readsTheBodiesOfTheDialect() throws {
        for name in ["otp", "tan", "code"] {
            #expect(try read(ConfirmWithOTP.self, "{\"\(name)\":\"483920\"}").otp == "483920")
        }
        #expect(try write(ConfirmWithOTP(otp: "483920")) == #"{"otp":"483920"}"#)
        #expect(failure { _ = try read(ConfirmWithOTP.self, "{}") }?.field == "otp")
        try expectRoundTrip(ConfirmWithDevice.self, #"{"signed_token":"3045"}"#)
        try expectRoundTrip(DeviceChallengeText.self, #"{"challenge":"c"}"#)
        #expect(try read(DeviceChallengeText.self, #"{"string_to_sign":"c"}"#).challenge == "c")
    }
}
