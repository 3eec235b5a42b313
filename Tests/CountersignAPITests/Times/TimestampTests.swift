import CountersignAPI
import FoundationEssentials
import Testing

@Suite struct TimestampTests {
    @Test("the one written form has milliseconds and a numeric offset (S1-019)")
    func writesMillisecondsAndOffset() throws {
        #expect(Timestamp(milliseconds: 1_640_185_533_634).description == "2021-12-22T15:05:33.634+00:00")
        #expect(Timestamp(milliseconds: 0).description == "1970-01-01T00:00:00.000+00:00")
        #expect(Timestamp(milliseconds: -1).description == "1969-12-31T23:59:59.999+00:00")
        #expect(Timestamp(milliseconds: .min).description == "0000-01-01T00:00:00.000+00:00")
        #expect(Timestamp(milliseconds: .max).description == "9999-12-31T23:59:59.999+00:00")
        #expect(try write([Timestamp(milliseconds: 1)]) == #"["1970-01-01T00:00:00.001+00:00"]"#)
    }

    @Test func readsEveryDocumentedForm() {
        let moment = Timestamp(milliseconds: 1_640_185_533_634)
        for text in [
            "2021-12-22T15:05:33.634+00:00", "2021-12-22T15:05:33.634Z", "2021-12-22T15:05:33.634+0000",
            "2021-12-22T16:05:33.634+01:00", "2021-12-22T09:35:33.634-05:30", "2021-12-22T15:05:33.634999999Z",
            "2021-12-22T15:05:33.6340Z", "2021-12-23T00:05:33.634+09:00", "2021-12-22T15:05:33.634-00:00",
        ] {
            #expect(Timestamp(text) == moment, "\(text)")
        }
        #expect(Timestamp("2022-04-21T13:59:52+00:00")?.milliseconds == 1_650_549_592_000)
        #expect(Timestamp("2022-04-21T13:59:52Z")?.milliseconds == 1_650_549_592_000)
        #expect(Timestamp("2024-01-01T10:00:00.5Z")?.milliseconds == 1_704_103_200_500)
        #expect(Timestamp("2024-02-29T23:59:60Z") == Timestamp("2024-03-01T00:00:00Z"))
    }

    @Test func refusesText_thatIsNoMoment() {
        for text in [
            "", "2021-12-22", "2021-12-22T15:05:33", "2021-12-22T15:05Z", "2021-12-22 15:05:33Z",
            "2021-13-01T00:00:00Z",
            "2021-00-01T00:00:00Z", "2021-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2021-04-31T00:00:00Z",
            "2021-01-00T00:00:00Z", "2021-01-01T24:00:00Z", "2021-01-01T00:60:00Z", "2021-01-01T00:00:61Z",
            "2021-01-01T00:00:00.Z", "2021-01-01T00:00:00.1234567890Z", "2021-01-01T00:00:00+24:00",
            "2021-01-01T00:00:00+00:60", "2021-01-01T00:00:00+00", "2021-01-01T00:00:00z", "2021-01-01T00:00:00Z ",
            "+021-01-01T00:00:00Z", "２021-01-01T00:00:00Z", "1640185533634", "2021-12-22T15:05:33,634Z",
            String(repeating: "2", count: 1_000_000),
        ] {
            #expect(Timestamp(text) == nil, "\(text.prefix(40))")
        }
        let error = failure { _ = try read(SandboxClock.self, #"{"now":"soon","frozen":true}"#) }
        #expect(error?.code == .invalidValue)
        #expect(error?.field == "now")
    }

    @Test func readsBackWhatItWrites_onEveryDayOfFourCenturies() {
        var ran = 0
        for day in stride(from: Int64(-40_000), through: 110_000, by: 1) {
            let moment = Timestamp(milliseconds: day * 86_400_000 + (day & 0xFFFF) * 1009)
            guard Timestamp(moment.description) == moment else {
                Issue.record("\(moment) is not read back")
                return
            }
            ran += 1
        }
        #expect(ran == 150_001)
    }

    @Test func agreesWithTheCalendarOfFoundation() throws {
        let style = Date.ISO8601FormatStyle()
        var random = SeededRandom(seed: 4)
        for _ in 0..<500 {
            let second = Timestamp(milliseconds: Int64.random(in: 0..<4_102_444_800, using: &random) * 1000)
            let expected = String(style.format(second.date).dropLast()) + ".000+00:00"
            #expect(second.description == expected)
            let moment = Timestamp(milliseconds: second.milliseconds + Int64.random(in: 0..<1000, using: &random))
            #expect(Timestamp(moment.date) == moment)
        }
    }

    @Test func staysWithinFourDigits_whenSecondsAreAdded() {
        #expect(Timestamp(milliseconds: 5).adding(seconds: 300).milliseconds == 300_005)
        #expect(Timestamp(milliseconds: 0).adding(seconds: .max) == Timestamp(milliseconds: .max))
        #expect(Timestamp(milliseconds: 0).adding(seconds: .min) == Timestamp(milliseconds: .min))
        #expect(Timestamp(Date(timeIntervalSince1970: .infinity)) == Timestamp(milliseconds: .max))
        #expect(Timestamp(Date(timeIntervalSince1970: .nan)) == Timestamp(milliseconds: .min))
    }

    @Test("a time that tells and decides nothing is none where it cannot be read, and the rest of the body is there")
    func readsNoTime_whenItTellsAndCannotBeRead() throws {
        for time in [#""yesterday""#, #""2021-12-22""#, "1640185533", "true", "{}", #""""#] {
            let times = #""created_at":\#(time),"expires_at":\#(time),"updated_at":\#(time)"#
            let request = try read(ChangeRequest.self, #"{"id":"i","status":"COMPLETED",\#(times)}"#)
            #expect(request.status == .completed && request.updatedAt == nil, "\(time)")
            #expect(try read(TriggeredChangeRequest.self, #"{"id":"i",\#(times)}"#).updatedAt == nil)
            let device = try read(DeviceChallenge.self, #"{"id":"i","string_to_sign":"s",\#(times)}"#)
            #expect(device.stringToSign == "s" && device.createdAt == nil && device.expiresAt == nil)
            // Read by the compiler's own code.
            let sms = try read(SMSChallenge.self, #"{"id":"i",\#(times)}"#)
            #expect(sms.id == "i" && sms.createdAt == nil && sms.expiresAt == nil)
            #expect(try read(Device.self, #"{"id":"i",\#(times)}"#).createdAt == nil)
        }
        #expect(
            try read(Device.self, #"{"id":"i","created_at":"2021-12-22T15:05:33Z"}"#).createdAt
                == Timestamp("2021-12-22T15:05:33Z"))
    }

    @Test("a time that decides is refused where it cannot be read")
    func refusesATime_whenItDecides() {
        #expect(throws: (any Error).self) { try read(AdvanceClock.self, #"{"to":"tomorrow"}"#) }
        #expect(throws: (any Error).self) { try read(AdvanceClock.self, #"{"to":7}"#) }
        #expect((try? read(AdvanceClock.self, #"{"to":null,"seconds":5}"#)) == AdvanceClock(seconds: 5))
    }
}
