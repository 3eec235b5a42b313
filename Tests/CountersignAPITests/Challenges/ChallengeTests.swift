import CountersignAPI
import Testing

@Suite struct ChallengeTests {
    @Test func roundTripsTheBodiesOfChallenges() throws {
        let times = #""created_at":"2024-01-01T10:00:00.000+00:00","expires_at":"2024-01-01T10:05:00.000+00:00""#
        try expectRoundTrip(
            DeviceChallenge.self, #"{"id":"c","type":"device","string_to_sign":"7f3a","\#(times.dropFirst())}"#)
        try expectRoundTrip(SignatureChallenge.self, #"{"id":"c","type":"signature",\#(times)}"#)
        try expectRoundTrip(SMSChallenge.self, #"{"id":"c","type":"sms",\#(times)}"#)
        try expectRoundTrip(CreateSMSChallenge.self, #"{"person_id":"p"}"#)
        try expectRoundTrip(VerifySMSChallenge.self, #"{"code":"212212"}"#)
        try expectRoundTrip(VerifySignature.self, #"{"signature":"3045","device_data":"x"}"#)
        try expectRoundTrip(
            CreateActivationChallenge.self,
            #"{"person_id":"p","origin":"MOBILE_APP","purpose":"DEVICE_BINDING","delivery_method":"SNAILMAIL","#
                + #""invalidate_existing_code":true}"#)
        try expectRoundTrip(
            ActivationChallenge.self,
            #"{"id":"a","person_id":"p","code":"code123456abcd","origin":"WEBUI","purpose":"DEVICE_BINDING","#
                + #""delivery_method":"SNAILMAIL","status":"ACTIVE",\#(times)}"#)
        try expectRoundTrip(RecordDeliveryEvent.self, #"{"event_type":"DELIVERED"}"#)
        try expectRoundTrip(DeliveryEvent.self, #"{"id":"e","challenge_id":"a","event_type":"HELD"}"#)
    }

    @Test func takesAnEmptyKeyPurpose_forNone() throws {
        #expect(try read(CreateDeviceChallenge.self, #"{"device_id":"d","key_purpose":""}"#).keyPurpose == nil)
        #expect(try read(CreateDeviceChallenge.self, #"{"device_id":"d"}"#).keyPurpose == nil)
        try expectRoundTrip(CreateDeviceChallenge.self, #"{"device_id":"d","key_purpose":"restricted"}"#)
    }

    @Test func readsTheSignedText_underAllItsNames() throws {
        for name in SignedTextName.allCases {
            let challenge = try read(DeviceChallenge.self, "{\"id\":\"c\",\"\(name.rawValue)\":\"t\"}")
            #expect(challenge.stringToSign == "t")
            #expect(try write(challenge) == #"{"id":"c","string_to_sign":"t"}"#)
        }
        #expect(failure { _ = try read(DeviceChallenge.self, #"{"id":"c"}"#) }?.field == "string_to_sign")
        #expect(SignedTextName.allCases.count == 3)
    }
}
