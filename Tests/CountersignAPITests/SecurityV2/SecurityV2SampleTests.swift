import CountersignAPI
import Testing

/// The samples of the reference, with its ellipses taken out.
@Suite("Security API (V2): samples") struct SecurityV2SampleTests {
    @Test("The request samples are read, and written with the same members (S3-080)")
    func readsEveryRequestSample() throws {
        try expectRoundTrip(
            SecurityV2.Authorize.self,
            #"{"SCAReferenceNumber":"5A376AF7-3AA1-4F63-8F44-B29CF6AC770A","CancelRequest":false,"#
                + #""SCAIdentification":"Q4otSv8JSL4pIfHZY1ggjzT9OXxwvhK1TUvaLEwfLpE","FirstFactorSCAOptionType":1,"#
                + #""SecondFactorSCAOptionType":1,"ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
        try expectRoundTrip(
            SecurityV2.DeRegisterSDKDevice.self,
            #"{"ConsumerID":21,"SDKDeviceReferenceID":1,"ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
        // GetSCAPendingRequest and ListSDKDevices have the same one.
        for _ in 0..<2 {
            try expectRoundTrip(
                SecurityV2.ConsumerRequest.self,
                #"{"ConsumerID":21,"ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
        }
        try expectRoundTrip(
            SecurityV2.Logout.self,
            #"{"LogoutReason":1,"ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
        try expectRoundTrip(
            SecurityV2.PostLoginDetails.self,
            #"{"ConsumerID":1231456,"SCAOptionID1FA":1,"SCAOptionID2FA":1,"DoSecondFactor":false,"#
                + #""ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
        try expectRoundTrip(
            SecurityV2.RegenerateSCA.self,
            #"{"SCAReferenceNumber":"5A376AF7-3AA1-4F63-8F44-B29CF6AC770A","SCAType":1,"#
                + #""ClientRequestReference":"[ReferenceExample]","CultureID":1}"#)
    }

    @Test("Members are read in any order")
    func readsMembers_inAnyOrder() throws {
        let body = try read(
            SecurityV2.RegenerateSCA.self,
            #"{"CultureID":1,"SCAType":1,"Strange":[],"SCAReferenceNumber":"5A376AF7-3AA1-4F63-8F44-B29CF6AC770A"}"#)
        #expect(body == .init(scaReferenceNumber: "5A376AF7-3AA1-4F63-8F44-B29CF6AC770A", scaType: .otp, cultureID: 1))
    }

    private static let envelope =
        #""Description":"Success","ResponseCode":"000","ResponseDateTime":"2021-12-21T13:58:02.899","#
        + #""ClientRequestReference":"reference","RequestID":27194}"#

    @Test("The response samples are read, and written with the same members (S3-081)")
    func readsEveryResponseSample() throws {
        let text = Self.envelope
        try expectRoundTrip(
            SecurityV2.Answer<SecurityV2.Authorization>.self,
            #"{"ReferenceID":123,"SCAReferenceNumber":"5A376AF7-3AA1-4F63-8F44-B29CF6AC770A","SCARes":{},"# + text)
        for _ in ["DeRegisterSDKDevice", "logout"] {
            try expectRoundTrip(SecurityV2.Answer<SecurityV2.Nothing>.self, "{" + text)
        }
        try expectRoundTrip(SecurityV2.Answer<SecurityV2.PendingRequests>.self, #"{"SCAPendingRequests":[],"# + text)
        try expectRoundTrip(SecurityV2.Answer<SecurityV2.SDKDevices>.self, #"{"SDKDevicesList":[],"# + text)
        for _ in ["PostLoginDetails", "RegenerateSCA"] {
            try expectRoundTrip(SecurityV2.Answer<SecurityV2.Challenged>.self, #"{"SCARes":{},"# + text)
        }
        try expectRoundTrip(
            SecurityV2.Login.self,
            #"{"access_token":"[access_token]","token_type":"bearer","expires_in":43199,"#
                + #""Contis_SecurityKey":"[SecurityKey]",".expires":"2021-06-07T09:13:44.6402008+05:30","#
                + #"".issued":"2021-06-07T09:10:44.6402008+05:30"}"#)
        let answer = try read(SecurityV2.Answer<SecurityV2.Nothing>.self, "{" + text)
        #expect(answer.code == .success)
        #expect(answer.envelope.requestID == 27194)
        #expect(answer.envelope.clientRequestReference == "reference")
        #expect(answer.envelope.responseDateTime.timestamp == Timestamp("2021-12-21T13:58:02.899+00:00"))
    }

    @Test("An answer may lack its content and have codes, numbers and members that nobody knows")
    func readsAnAnswer_whenItIsStrange() throws {
        let answer = try read(
            SecurityV2.Answer<SecurityV2.Authorization>.self,
            #"{"SCARes":{"SCAType":7,"New":1},"Description":"","ResponseCode":"123","#
                + #""ResponseDateTime":"2021-12-21T13:58:02","RequestID":1}"#)
        #expect(answer.code == .unknown("123"))
        #expect(answer.code.httpStatus == 200)
        #expect(answer.content.referenceID == nil)
        #expect(answer.content.scaRes?.scaType == .unknown(7))
    }

    @Test("Times without a zone are UTC, to the millisecond (S3-013)")
    func readsTimes_withoutAZone() throws {
        let time = try #require(SecurityV2.ZonelessTime("2021-12-21T13:58:02.899"))
        #expect(time.description == "2021-12-21T13:58:02.899")
        #expect(SecurityV2.ZonelessTime("2021-12-21T13:58:02.899Z") == nil)
        #expect(SecurityV2.ZonelessTime("2021-12-21") == nil)
        #expect(SecurityV2.ZonelessTime("2021-12-21T13:58:02.8990000")?.timestamp == time.timestamp)
        #expect(time < SecurityV2.ZonelessTime("2021-12-21T13:58:02.900") ?? time)
    }

    @Test("Times of login have seven decimals and an offset (S3-030)")
    func readsTimes_withTicks() throws {
        for text in [
            "2021-06-07T09:13:44.6402008+05:30", "2021-06-07T09:13:44.0000000+00:00",
            "2021-06-07T00:13:44.9999999-11:45",
        ] {
            let time = try #require(SecurityV2.TickTime(text))
            #expect(time.description == text)
        }
        let time = try #require(SecurityV2.TickTime("2021-06-07T09:13:44.6402008+05:30"))
        #expect(time.timestamp == Timestamp("2021-06-07T03:43:44.640+00:00"))
        #expect(time.ticks == 2008)
        #expect(time.offset == 330)
        for text in ["", "2021-06-07T09:13:44.640+05:30", "2021-06-07T09:13:44.6402008Z", "x2021-06-07T09:13:44.64020"]
        {
            #expect(SecurityV2.TickTime(text) == nil)
        }
    }
}
