import Countersign
import CountersignAPI
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("POST /v1/verify/batch") struct BatchTests {
    private static let ndjson = [("content-type", "application/x-ndjson")]

    private func line(_ id: String, _ challenge: String, _ field: String) -> String {
        #"{"id":"\#(id)","challenge_id":"\#(challenge)","signature":"\#(field)"}"# + "\n"
    }

    @Test("a line for a line, in order; two lines of one challenge are ok once; a bad line spoils no other")
    func answersEachLine_inOrder() async throws {
        try await RunningPrevalidator.with { service in
            let phone = try SigningKey()
            _ = try await service.enrol(phone)
            let count = 300
            var body = ""
            for number in 0..<count {
                _ = try await service.register("c\(number)", text: "text \(number)")
                body += line("\(number)", "c\(number)", try phone.field(for: "text \(number)"))
                if number % 100 == 0 {
                    body += line("again \(number)", "c\(number)", try phone.field(for: "text \(number)"))
                    body += "not json\n\n   \n" + #"{"id":5,"challenge_id":"c"}"# + "\n"
                }
            }
            // The last line has no end.
            body += line("last", "none", "00").dropLast()
            let reply = try await service.send(
                .POST, "/v1/verify/batch", bytes: Array(body.utf8), headers: Self.ndjson)
            #expect(reply.status == 200)
            let lines = reply.lines
            #expect(lines.count == count + 3 * 3 + 1)
            #expect(lines.filter { $0["code"] == "ok" }.count == count)
            #expect(lines.filter { $0["code"] == "challenge_consumed" }.count == 3)
            #expect(lines[1]["id"] == "again 0")
            #expect(lines[2]["error"] == "invalid_json")
            #expect(lines[3]["error"] == "missing_field")
            #expect(lines[3]["id"] == 5)
            #expect(lines.last?["code"] == "challenge_unknown")
        }
    }

    @Test("keys of a device are tried one after the other, and wrong signatures count on their challenge")
    func judgesEachLine_asIfItHadComeAlone() async throws {
        try await RunningPrevalidator.with { service in
            let (old, new) = (try SigningKey(), try SigningKey())
            _ = try await service.enrol(old, id: "old")
            _ = try await service.enrol(new, id: "new")
            for id in ["a", "b", "c"] { _ = try await service.register(id) }
            let wrong = try old.field(for: "else")
            let body = [
                line("1", "a", try old.field(for: "text to sign")), line("2", "b", try new.field(for: "text to sign")),
                line("3", "c", wrong), line("4", "c", wrong), line("5", "c", wrong), line("6", "c", wrong),
                line("7", "c", "zz"),
            ].joined()
            let reply = try await service.send(
                .POST, "/v1/verify/batch", bytes: Array(body.utf8), headers: Self.ndjson)
            #expect(
                reply.lines.map { $0["code"]?.stringValue } == [
                    "ok", "ok", "signature_mismatch", "signature_mismatch", "signature_malformed",
                    "attempts_exhausted", "attempts_exhausted",
                ] || reply.lines.filter { $0["code"] == "attempts_exhausted" }.count == 2)
            #expect(reply.lines[0]["key_id"] == "old")
            #expect(reply.lines[1]["key_id"] == "new")
        }
    }

    @Test("ids come back as they were, also of lines in another form than the usual one")
    func givesIDsBack() async throws {
        try await RunningPrevalidator.with { service in
            let ids = [#""plain""#, #""q\u0022\\é""#, "7", "-12", #""""#, "6.5", "12345678901234567890", "1e400"]
            let body = ids.flatMap { id in
                [
                    #"{"id":\#(id),"challenge_id":"none","signature":"30"}"#,
                    #"{"signature":"30","x":[1],"challenge_id":"none","id":\#(id)}"#, #"{"id":\#(id)}"#,
                ]
            }.joined(separator: "\n")
            let reply = try await service.send(
                .POST, "/v1/verify/batch", bytes: Array(body.utf8), headers: Self.ndjson)
            let expected = try ids.flatMap { id in
                let value = try WireJSON.parse(id.utf8)
                return [value, value, value]
            }
            #expect(reply.lines.map { $0["id"] } == expected)
            #expect(reply.lines.filter { $0["code"] == "challenge_unknown" }.count == 16)
            #expect(reply.lines.filter { $0["error"] == "missing_field" }.count == 8)
            let others = ["true", "[]", "{}"].map { #"{"id":\#($0),"challenge_id":"none","signature":"30"}"# }
            let refused = try await service.send(
                .POST, "/v1/verify/batch", bytes: Array(others.joined(separator: "\n").utf8), headers: Self.ndjson)
            #expect(refused.lines.map { $0["error"] } == ["wrong_type", "wrong_type", "wrong_type"])
            #expect(refused.lines.map { $0["field"] } == ["id", "id", "id"])
        }
    }

    @Test("a line over the limit is answered as such, and those around it as if it were not there")
    func refusesALine_whenItIsTooLong() async throws {
        try await RunningPrevalidator.with { service in
            let good = Array(line("1", "x", "00").utf8)
            for count in [65_537, 200_000, 2_000_000] {
                let body = good + [UInt8](repeating: 0x61, count: count) + [0x0A] + good
                let reply = try await service.send(.POST, "/v1/verify/batch", bytes: body, headers: Self.ndjson)
                #expect(reply.lines.map { $0["code"] } == ["challenge_unknown", nil, "challenge_unknown"])
                #expect(reply.lines[1]["error"] == "line_too_long")
            }
        }
    }
}
