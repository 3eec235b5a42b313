import CountersignAPI
import FoundationEssentials
import Testing

@Suite struct WireCodingTests {
    private struct Everything: Codable, Equatable {
        var text: String
        var flag: Bool
        var small: Int8
        var large: UInt64
        var real: Double
        var list: [Int?]
        var map: [String: Bool]
        var inner: [Inner]
        var absent: String?
        struct Inner: Codable, Equatable { var x: JSONValue }
    }

    @Test func writesMembers_inTheOrderOfTheType() throws {
        let text =
            #"{"text":"t","flag":false,"small":-128,"large":18446744073709551615,"real":0.5,"list":[1,null,3],"#
            + #""map":{"k":true},"inner":[{"x":{"b":1.0,"a":[]}},{"x":"s"}]}"#
        try expectRoundTrip(Everything.self, text)
    }

    @Test func namesTheMember_thatIsAtFault() {
        let base = #"{"text":"t","flag":false,"small":1,"large":1,"real":1,"list":[],"map":{},"inner":[{"x":1}]}"#
        let cases: [(String, String, CountersignAPIError.Code, String)] = [
            (#""flag":false"#, #""flag":"no""#, .wrongType, "flag"),
            (#""flag":false"#, #""flag":null"#, .missingField, "flag"),
            (#""text":"t","#, "", .missingField, "text"),
            (#""small":1"#, #""small":128"#, .invalidValue, "small"),
            (#""large":1"#, #""large":-1"#, .invalidValue, "large"),
            (#""list":[]"#, #""list":[1,"2"]"#, .wrongType, "list.1"),
            (#"[{"x":1}]"#, #"[{"x":1},{}]"#, .missingField, "inner.1.x"),
            (#"[{"x":1}]"#, #"{}"#, .wrongType, "inner"),
        ]
        for (old, new, code, field) in cases {
            let text = base.replacing(old, with: new)
            let error = failure { _ = try read(Everything.self, text) }
            #expect(error?.code == code, "\(new)")
            #expect(error?.field == field, "\(new)")
        }
    }

    @Test func takesNull_forAbsent() throws {
        #expect(try read(ConfirmChangeRequest.self, #"{"tan":null,"device_id":null}"#) == ConfirmChangeRequest())
    }

    @Test("ten thousand members cost no quadratic time: this test would run for minutes")
    func readsAndWritesABody_ofManyMembers() throws {
        let members = (0..<10_000).map { "\"m\($0)\":\"\($0)\"" }.joined(separator: ",")
        let text = "{\(members)}"
        try expectRoundTrip(JSONValue.self, text)
        let map = try read([String: String].self, text)
        #expect(map.count == 10_000 && map["m9999"] == "9999")
        #expect(try read([String: String].self, write(map)) == map)
        let attributes = try read(PersonAttributes.self, text)
        #expect(attributes.updated(with: attributes) == attributes)
        try expectRoundTrip(Person.self, "{\"id\":\"x\",\(members)}")
        let error = ErrorBody(reading: "{\"code\":\"c\",\(members)}".utf8, httpStatus: 500)
        #expect(error.first.unknownMembers.members.count == 10_000)
        #expect(try WireJSON.encode(error).count > text.utf8.count)
        let list = Array(repeating: CreatedID(id: "x"), count: 10_000)
        #expect(try read([CreatedID].self, write(list)).count == 10_000)
    }

    @Test func refusesToWrite_whatJSONCannotExpress() {
        #expect(throws: CountersignAPIError(.unwritable, reason: "")) { try WireJSON.encode([Double.nan]) }
        #expect(throws: CountersignAPIError(.unwritable, reason: "")) { try WireJSON.encode(-Double.infinity) }
    }

    @Test("the types stay plain Codable: the coders of Foundation read and write them too")
    func readsAndWrites_withTheCodersOfFoundation() throws {
        let request = ChangeRequest(
            id: "b520ce9090c44a989149fe7f2f94a785", status: .completed, updatedAt: Timestamp(milliseconds: 1),
            responseBody: ["id": 7, "list": [nil, true, "x"]], responseCode: 202)
        let data = try JSONEncoder().encode(request)
        #expect(try JSONDecoder().decode(ChangeRequest.self, from: data).responseBody?["id"] == 7)
        #expect(try WireJSON.decode(ChangeRequest.self, from: data).status == .completed)
    }
}
