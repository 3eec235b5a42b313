import Countersign
import CountersignAPI
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("Keys and challenges over HTTP") struct ResourceTests {
    @Test("a key is enrolled in any format, read, rotated, revoked; conflicts are 409")
    func managesKeys() async throws {
        try await RunningPrevalidator.with { service in
            let (phone, next) = (try SigningKey(), try SigningKey())
            let pem = try await service.call(
                .POST, "/v1/keys", ["device_id": "phone", "key": .string(phone.verifyingKey.spkiPEM)])
            #expect(pem.status == 201)
            let id = phone.verifyingKey.identifier.hex
            #expect(pem["key_id"] == .string(id))
            #expect(pem["purposes"] == ["unrestricted"])
            let other = try await service.call(
                .POST, "/v1/keys", ["device_id": "tablet", "key": .string(phone.verifyingKey.hexPoint)])
            #expect(other.status == 409)
            #expect(other.code == "key_conflict")
            let rotated = try await service.call(
                .POST, "/v1/keys",
                [
                    "device_id": "phone", "key": .string(next.verifyingKey.jwk), "replaces": .string(id),
                    "overlap_seconds": 60,
                ])
            #expect(rotated.status == 201)
            let old = try await service.call(.GET, "/v1/keys/\(id)")
            #expect(old["expires_at"] == "2021-12-22T15:06:33.634+00:00")
            let revoked = try await service.call(.DELETE, "/v1/keys/\(id)")
            #expect(revoked["revoked_at"] == "2021-12-22T15:05:33.634+00:00")
            let listed = try await service.call(.GET, "/v1/devices/phone/keys")
            #expect(listed.json.arrayValue?.count == 2)
            #expect(try await service.call(.DELETE, "/v1/devices/phone").status == 204)
            #expect(try await service.call(.DELETE, "/v1/devices/none").code == "device_unknown")
            #expect(try await service.call(.GET, "/v1/keys/none").code == "key_unknown")
            let late = try await service.enrol(next, id: "late")
            #expect(late.status == 409)
            #expect(late.code == "device_unbound")
        }
    }

    @Test("bad keys, names and times are 400 and name their field")
    func refusesBadMembers() async throws {
        try await RunningPrevalidator.with { service in
            let point = try SigningKey().verifyingKey.hexPoint
            let long = String(repeating: "k", count: 257)
            let offCurve = "04" + String(repeating: "11", count: 64)
            for (members, field) in [
                (["key": .string(offCurve), "device_id": "d"], "key"),
                (["key": "00", "device_id": "d"], "key"), (["key": .string(point)], "device_id"),
                (["key": .string(point), "device_id": ""], "device_id"),
                (["key": .string(point), "device_id": "a\nb"], "device_id"),
                (["key": .string(point), "device_id": "d", "key_id": .string(long)], "key_id"),
                (["key": .string(point), "device_id": "d", "expires_at": "tomorrow"], "expires_at"),
                (["key": .string(point), "device_id": "d", "purposes": "all"], "purposes"),
                (["key": .string(point), "device_id": "d", "purposes": [7]], "purposes"),
            ] as [(JSONObject, String)] {
                let reply = try await service.call(.POST, "/v1/keys", .object(members))
                #expect(reply.status == 400)
                #expect(reply["field"] == .string(field))
            }
            for (members, field) in [
                (["challenge_id": "c", "text": "t", "lifetime_seconds": 0], "lifetime_seconds"),
                (["challenge_id": "c", "text": "t", "lifetime_seconds": 86_401], "lifetime_seconds"),
                (["challenge_id": "c", "text": "t", "lifetime_seconds": "9"], "lifetime_seconds"),
                (["challenge_id": "c", "text": ""], "text"), (["challenge_id": "", "text": "t"], "challenge_id"),
            ] as [(JSONObject, String)] {
                let reply = try await service.call(.POST, "/v1/challenges", .object(members))
                #expect(reply.status == 400)
                #expect(reply["field"] == .string(field))
            }
        }
    }

    @Test("a challenge without id or text is issued with random ones of the bank's shape, and is signed as any other")
    func issuesChallenges() async throws {
        try await RunningPrevalidator.with { service in
            let phone = try SigningKey()
            _ = try await service.enrol(phone)
            var seen: Set<String> = []
            for members in [[:], ["challenge_id": "given"], ["text": "given text"]] as [JSONObject] {
                var members = members
                members["device_id"] = "phone"
                let reply = try await service.call(.POST, "/v1/challenges", .object(members))
                #expect(reply.status == 201)
                let id = try #require(reply["challenge_id"]?.stringValue)
                // A text that the caller has is not sent back.
                #expect((reply["text"] == nil) == (members["text"] != nil))
                let text = reply["text"]?.stringValue ?? "given text"
                for made in [id, text] where !made.hasPrefix("given") {
                    #expect(IdentifierShape.challenge.matches(Identifier(made)), "\(made)")
                    #expect(seen.insert(made).inserted)
                }
                #expect(try await service.verify(id, try phone.field(for: text)).code == "ok")
            }
            #expect(seen.count == 4)
            // Another text would be issued: the id is taken.
            #expect(try await service.call(.POST, "/v1/challenges", ["challenge_id": "given"]).status == 409)
        }
    }

    @Test("a challenge is registered, found under an id of any characters, and withdrawn")
    func managesChallenges() async throws {
        try await RunningPrevalidator.with { service in
            let id = "a/b c%é"
            #expect(try await service.register(id).status == 201)
            let path = "/v1/challenges/a%2Fb%20c%25%C3%A9"
            #expect(try await service.call(.GET, path)["challenge_id"] == .string(id))
            let other = try await service.register(id, text: "another")
            #expect(other.status == 409)
            #expect(other.code == "challenge_conflict")
            #expect(try await service.call(.DELETE, path).status == 204)
            #expect(try await service.call(.DELETE, path).status == 404)
            #expect(try await service.call(.GET, path).code == "challenge_unknown")
        }
    }
}
