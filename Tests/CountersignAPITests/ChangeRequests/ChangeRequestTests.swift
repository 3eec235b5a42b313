import CountersignAPI
import Testing

/// The documented bodies of change requests.
@Suite struct ChangeRequestTests {
    private let sample =
        #"{"id":"b520ce9090c44a989149fe7f2f94a785","status":"COMPLETED","updated_at":"2021-12-22T15:05:33.634+00:00","#
        + #""response_body":{"id":"69c673883853eafb2da9157de2bdaa05cper"},"response_code":202}"#

    @Test(
        "the published 200 body of confirm is read and written exactly (S1-019, S1-024)"
    )
    func readsAndWritesTheSample_exactly() throws {
        let request = try read(ChangeRequest.self, sample)
        #expect(request.id == "b520ce9090c44a989149fe7f2f94a785")
        #expect(request.status == .completed)
        #expect(request.updatedAt == Timestamp(milliseconds: 1_640_185_533_634))
        #expect(request.responseBody?["id"]?.stringValue == "69c673883853eafb2da9157de2bdaa05cper")
        #expect(request.responseCode == 202)
        #expect(request.stringToSign == nil)
        #expect(try write(request) == sample)
    }

    @Test("response_body.id may have any type, and the body may be no object (S1-022)")
    func readsResponseBody_ofAnyType() throws {
        for body in [
            #"{"id":42}"#, #"{"id":"x"}"#, "{}", #"{"id":null}"#, #"{"id":1.50}"#, #"{"id":{"a":[1]}}"#, #""Accepted""#,
            "[]",
        ] {
            let text = #"{"id":"i","status":"COMPLETED","response_body":\#(body),"response_code":200}"#
            try expectRoundTrip(ChangeRequest.self, text)
        }
    }

    @Test(
        "every published status is known and is written as it was read (S0-016, S1-025, S1-026, S1-027, S1-028, S1-029)",
        arguments: [
            ("AUTHORIZATION_REQUIRED", ChangeRequestStatus.authorizationRequired, false),
            ("CONFIRMATION_REQUIRED", .confirmationRequired, false),
            ("ACCEPTED", .accepted, false), ("COMPLETED", .completed, true), ("FAILED", .failed, true),
            ("EXPIRED", .expired, true),
        ])
    func knowsTheStatus(_ raw: String, _ status: ChangeRequestStatus, _ isFinal: Bool) throws {
        let read = try read(ChangeRequestStatus.self, "\"\(raw)\"")
        #expect(read == status)
        #expect(read.isKnown)
        #expect(try write(read) == "\"\(raw)\"")
        #expect(read.isFinal == isFinal)
    }

    @Test("ACCEPTED is not final")
    func isNotFinal_whenAccepted() { #expect(!ChangeRequestStatus.accepted.isFinal) }

    @Test func keepsAStatus_thatIsNotKnown() throws {
        for raw in ["ON_HOLD", "completed", "COMPLETED ", "", "\u{212A}"] {
            let status = try read(ChangeRequestStatus.self, "\"\(raw)\"")
            guard case .unknown(let kept) = status else {
                Issue.record("\(raw) was taken for \(status)")
                continue
            }
            #expect(Array(kept.utf8) == Array(raw.utf8))
            #expect(!status.isKnown)
            #expect(!status.isFinal)
        }
        #expect(ChangeRequestStatus.unknown("K") != ChangeRequestStatus.unknown("\u{212A}"))
        #expect(ChangeRequestStatus.unknown("COMPLETED") == .completed)
    }

    @Test("the 202 body carries the id under both names")
    func writesBothNamesOfTheID_whenTriggered() throws {
        let triggered = TriggeredChangeRequest(
            id: "d6c778822b2d7bd3b778935bcfd0d1d3csc", updatedAt: Timestamp("2022-04-21T13:59:52+00:00"),
            url: ":env/v1/change_requests/{id}/authorize")
        #expect(
            try write(triggered)
                == #"{"id":"d6c778822b2d7bd3b778935bcfd0d1d3csc","status":"AUTHORIZATION_REQUIRED","#
                + #""updated_at":"2022-04-21T13:59:52.000+00:00","url":":env/v1/change_requests/{id}/authorize","#
                + #""change_request_id":"d6c778822b2d7bd3b778935bcfd0d1d3csc"}"#)
    }

    @Test func readsEveryPublishedForm_ofTheTriggeredBody() throws {
        let bodies = [
            #"{"id":"x","status":"AUTHORIZATION_REQUIRED","updated_at":"2022-04-21T13:59:52+00:00","url":"u"}"#,
            #"{"id":"x","status":"AUTHORIZATION_REQUIRED"}"#, #"{"change_request_id":"x"}"#,
            #"{"id":null,"change_request_id":"x","status":null,"new_field":[1]}"#,
            #"{"id":"other","change_request":{"id":"x","status":"AUTHORIZATION_REQUIRED"}}"#,
        ]
        for body in bodies {
            let triggered = try read(TriggeredChangeRequest.self, body)
            #expect(triggered.id == "x", "\(body)")
            #expect(triggered.status == .authorizationRequired, "\(body)")
        }
        for body in ["{}", #"{"change_request":{}}"#, #"{"id":7}"#, "[]", #""x""#] {
            #expect(throws: CountersignAPIError.self, "\(body)") { try read(TriggeredChangeRequest.self, body) }
        }
    }

    @Test("authorize answers with string_to_sign, which is read under all its names")
    func readsTheSignedText_underAllItsNames() throws {
        for name in ["string_to_sign", "text_to_sign", "challenge"] {
            let text = #"{"id":"x","status":"CONFIRMATION_REQUIRED","\#(name)":" e\u0301 \n"}"#
            let request = try read(ChangeRequest.self, text)
            #expect(Array(try #require(request.stringToSign).utf8) == Array(" e\u{301} \n".utf8))
        }
        let written = try write(ChangeRequest(id: "x", status: .confirmationRequired, stringToSign: "s"))
        #expect(written == #"{"id":"x","status":"CONFIRMATION_REQUIRED","string_to_sign":"s"}"#)
        #expect(
            try write(ChangeRequest(id: "x", status: .confirmationRequired))
                == #"{"id":"x","status":"CONFIRMATION_REQUIRED"}"#)
    }
}
