import CountersignAPI
import Testing

/// The error bodies that the reference prints for confirm, and the envelope of all other endpoints.
@Suite struct ErrorBodyTests {
    private struct Sample: Sendable {
        let row: String
        let text: String
        let entry: ErrorEntry
    }

    private static let signature =
        "3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225022100c61d7f56f0793d5ce99b4d42b3a6a2c90"
        + "d65f899302e665ac48b6a35e0095deb"

    private static func samples() throws -> [Sample] {
        let number = try #require(PhoneNumber("+491520555555"))
        return [
            Sample(
                row: "S1-031",
                text: #"{"id":"a95f2aaf-4e0c-4d49-8021-8a16a884ed86","status":"400","#
                    + #""code":"build_pagination_headers_failure","title":"Failed to build pagination headers.","#
                    + #""detail":"Cannot connect to database."}"#,
                entry: .buildPaginationHeadersFailure(id: "a95f2aaf-4e0c-4d49-8021-8a16a884ed86")),
            Sample(
                row: "S1-032",
                text: #"{"id":"a95f2aaf-4e0c-4d49-8021-8a16a884ed86","status":"403","code":"unauthorized_action","#
                    + #""title":"Unauthorized Action","detail":"Unauthorized action is not allowed."}"#,
                entry: .unauthorizedAction(id: "a95f2aaf-4e0c-4d49-8021-8a16a884ed86")),
            Sample(
                row: "S1-033, S1-034",
                text: #"{"id":"ed5de352-85ea-4ad2-ac5d-3c75e48ef183","status":"422","code":"invalid_signature","#
                    + #""title":"Invalid Signature","details":"Signature (\#(signature)) verification failure."}"#,
                entry: .invalidSignature(signature, id: "ed5de352-85ea-4ad2-ac5d-3c75e48ef183")),
            Sample(
                row: "S1-036",
                text: #"{"id":"ed5de352-85ea-4ad2-ac5d-3c75e48ef183","status":"429","#
                    + #""code":"sms_request_rate_limit_exceeded","title":"Sms Request Rate Limit Exceeded","#
                    + #""detail":"SMS request rate limit exceeded for the number: +491520555555"}"#,
                entry: .smsRequestRateLimitExceeded(for: number, id: "ed5de352-85ea-4ad2-ac5d-3c75e48ef183")),
            Sample(
                row: "S1-038",
                text: #"{"id":"e8915041-9d8c-4d96-9dd1-04e8522ecdbf","status":"500","code":"generic_error","#
                    + #""title":"Generic Error","detail":"There was an error."}"#,
                entry: .genericError(id: "e8915041-9d8c-4d96-9dd1-04e8522ecdbf")),
        ]
    }

    @Test(
        "the five published bodies are written exactly and read back (S1-031, S1-032, S1-033, S1-034, S1-036, S1-038)")
    func writesThePublishedBodies_exactly() throws {
        #expect(try Self.samples().count == 5)
        for sample in try Self.samples() {
            let body = ErrorBody(sample.entry, shape: .flat)
            #expect(try write(body) == sample.text, "\(sample.row)")
            #expect(ErrorBody(reading: sample.text.utf8, httpStatus: 599) == body, "\(sample.row)")
        }
    }

    @Test("flat and envelope, string and integer status, detail and details are all read (S1-040, S1-041, S1-042)")
    func readsBothShapes_withEitherStatusAndEitherDetail() throws {
        var ran = 0
        for sample in try Self.samples() {
            for status in ["\"\(try #require(sample.entry.status))\"", "\(try #require(sample.entry.status))", nil] {
                for name in ["detail", "details"] {
                    var object = try #require(WireJSON.parse(sample.text.utf8).objectValue)
                    let detail = object["detail"] ?? object["details"]
                    object["detail"] = nil
                    object["details"] = nil
                    object[name] = detail
                    object["status"] = try status.map { try WireJSON.parse($0.utf8) }
                    for text in [JSONValue.object(object), ["errors": [.object(object)]]] {
                        let body = ErrorBody(
                            reading: WireJSON.encode(text), httpStatus: try #require(sample.entry.status))
                        #expect(body.first.status == sample.entry.status)
                        #expect(body.code == sample.entry.code)
                        #expect(body.first.title == sample.entry.title)
                        #expect(body.first.detail == sample.entry.detail)
                        #expect(body.text == nil)
                        ran += 1
                    }
                }
            }
        }
        #expect(ran == 60)
    }

    @Test func writesTheEnvelope_inTheDocumentedOrder() throws {
        let entry = ErrorEntry(
            .validationError, id: "1b2aex", detail: "device-id invalid",
            source: .init(field: "device_id", message: "device-id invalid"))
        #expect(
            try write(ErrorBody(entry, shape: .envelope))
                == #"{"errors":[{"id":"1b2aex","status":400,"code":"validation_error","title":"Validation Error","#
                + #""detail":"device-id invalid","source":{"field":"device_id","message":"device-id invalid"}}]}"#)
        let signature = try write(ErrorBody(Self.samples()[2].entry, shape: .envelope))
        #expect(signature.contains(#""status":422"#) && signature.contains(#""detail":"Signature ("#))
    }

    @Test func keepsMembers_thatAreNotKnown() throws {
        let text =
            #"{"errors":[{"id":"1","status":400,"code":"validation_error","title":"T","detail":"D","#
            + #""error_code":"telephone_number_not_found","trace":{"n":1.50}},{"code":"second"}],"#
            + #""backtrace":["a.rb:1"],"next_step":null}"#
        let body = ErrorBody(reading: text.utf8, httpStatus: 400)
        #expect(body.errors.count == 2)
        #expect(body.first.errorCode == "telephone_number_not_found")
        #expect(body.first.unknownMembers.names == ["trace"])
        #expect(body.unknownMembers.names == ["backtrace", "next_step"])
        #expect(body.errors[1].status == 400)
        let again = ErrorBody(reading: try WireJSON.encode(body), httpStatus: 400)
        #expect(again == body)
    }

    @Test func keepsMembersOfAnotherType_amongTheUnknown() throws {
        let body = ErrorBody(reading: #"{"id":7,"status":[],"code":"c","details":{"a":1}}"#.utf8, httpStatus: 422)
        #expect(body.code?.rawValue == "c")
        #expect(body.first.status == 422)
        #expect(Set(body.first.unknownMembers.names) == ["id", "status", "details"])
    }

    @Test(
        "an answer that is no error body is kept as text",
        arguments: [
            "Invalid Bearer Token", "", "<html>", "[]", "\"x\"", "{\"errors\":[]}", #"{"message":"Missing signature"}"#,
        ])
    func keepsTheText_whenTheBodyIsNoError(_ text: String) {
        let body = ErrorBody(reading: text.utf8, httpStatus: 403)
        #expect(body.text == text)
        #expect(body.first.status == 403)
        #expect(body.code == nil)
        #expect(ErrorBody(reading: [0xFF, 0xFE], httpStatus: 502).text == "\u{FFFD}\u{FFFD}")
    }

    @Test("an error id has the UUID shape (S1-039)")
    func givesErrorIDs_theUUIDShape() {
        #expect(IdentifierShape.error.matches("a95f2aaf-4e0c-4d49-8021-8a16a884ed86"))
        #expect(IdentifierShape.error.matches(IdentifierShape.error.identifier(high: 0, low: .max)))
    }

    @Test func refusesABody_withTheCodeThatFits() throws {
        let cases: [(String, ErrorCode, String?)] = [
            ("{", .invalidJSON, nil), (String(repeating: "[", count: 100), .invalidJSON, nil),
            (#"{"delivery_method":1}"#, .typeError, "delivery_method"),
            ("{}", .validationError, "delivery_method"),
        ]
        for (text, code, field) in cases {
            let error = try #require(failure { _ = try read(AuthorizeChangeRequest.self, text) })
            let entry = ErrorEntry(refusing: error, id: "x")
            #expect(entry.status == 400)
            #expect(entry.code == code)
            #expect(entry.source?.field == field)
            #expect(entry.detail?.isEmpty == false)
        }
    }

    @Test func hasEachPublishedCode_once() {
        let codes = PublishedError.all.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.count == 26)
        #expect(PublishedError.of(.invalidTAN)?.status == 403)
        #expect(PublishedError.of(ErrorCode(rawValue: "no_such_code")) == nil)
    }
}
