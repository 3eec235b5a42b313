import Countersign
import CountersignAPI
import FoundationEssentials
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("What the audit log notes") struct AuditEntryTests {
    /// The lines of the log that were written by one run of a service.
    private func log(
        _ settings: PrevalidatorSettings = .init(),
        _ body: @escaping @Sendable (RunningPrevalidator, String) async throws -> Void
    ) async throws -> [JSONValue] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/audit.ndjson"
        var settings = settings
        settings.audit = path
        try await RunningPrevalidator.with(settings) { try await body($0, path) }
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        return try bytes.split(separator: 0x0A).map { try WireJSON.parse(Array($0)) }
    }

    /// What tells one entry from another.
    private func short(_ line: JSONValue) -> String {
        ["event", "code", "challenge_id", "key_id", "device_id", "expires_at", "caller"]
            .map { line[$0]?.stringValue ?? "-" }.joined(separator: " ")
    }

    @Test("each verdict and each change of a key that the proxy makes")
    func notesWhatTheProxyDoes() async throws {
        let phone = try SigningKey()
        let next = try SigningKey()
        let lines = try await StubBank.with { bank, port in
            var settings = PrevalidatorSettings()
            settings.bank = "http://127.0.0.1:\(port)"
            return try await log(settings) { service, _ in
                let gateway = Gateway(
                    url: "http://127.0.0.1:\(service.proxyPort ?? 0)", service: service, phone: phone)
                try await gateway.bind()
                let malformed = try await gateway.call(
                    .PUT, "/v1/mfa/challenges/signatures/binding", ["signature": "3006"])
                #expect(malformed.status == 422)
                bank.answer("/v1/mfa/devices/phone/keys", with: 201)
                for (signed, status) in [("else", 422), (next.verifyingKey.hexPoint, 201)] {
                    let reply = try await gateway.call(
                        .POST, "/v1/mfa/devices/phone/keys",
                        [
                            "key": .string(next.verifyingKey.hexPoint), "key_type": "ecdsa-p256",
                            "key_purpose": "restricted",
                            "device_signature": [
                                "signature_key_purpose": "unrestricted",
                                "signature": .string(try phone.field(for: signed)),
                            ],
                        ])
                    #expect(reply.status == status)
                }
                try await gateway.authorize("cr")
                #expect(try await gateway.confirm("cr", try gateway.field("cr")).status == 200)
                bank.answer("/v1/mfa/devices/phone", with: 204)
                #expect(try await gateway.call(.DELETE, "/v1/mfa/devices/phone", nil).status == 204)
            }
        }
        let (first, second) = (phone.verifyingKey.identifier.short, next.verifyingKey.identifier.short)
        #expect(
            lines.map(short) == [
                "opened - - - - - -",
                "key_enrolled - - phone/\(first) phone - gateway:127.0.0.1",
                "verdict signature_malformed binding - - - gateway:127.0.0.1",
                "verdict signature_mismatch - - phone - gateway:127.0.0.1",
                "verdict ok - - phone - gateway:127.0.0.1",
                "key_enrolled - - phone/\(second) phone - gateway:127.0.0.1",
                "verdict ok cr phone/\(first) phone - gateway:127.0.0.1",
                "device_unbound - - - phone - gateway:127.0.0.1",
            ])
        #expect(lines.dropFirst().allSatisfy { $0["request_id"] != nil })
    }

    @Test("each key that the API enrols, rotates and revokes, and when it ends; the same again is no change")
    func notesKeys() async throws {
        let keys = try (0..<2).map { _ in try SigningKey().verifyingKey.hexPoint }
        let lines = try await log { service, _ in
            for status in [201, 200] {
                let reply = try await service.call(
                    .POST, "/v1/keys",
                    [
                        "device_id": "phone", "key_id": "old", "key": .string(keys[0]),
                        "expires_at": "2030-01-01T00:00:00.000+00:00",
                    ])
                #expect(reply.status == status)
            }
            for status in [201, 200] {
                let reply = try await service.call(
                    .POST, "/v1/keys",
                    [
                        "device_id": "phone", "key_id": "new", "key": .string(keys[1]), "replaces": "old",
                        "overlap_seconds": 60,
                    ])
                #expect(reply.status == status)
            }
            let conflict = try await service.call(
                .POST, "/v1/keys", ["device_id": "phone", "key_id": "old", "key": .string(keys[1])])
            #expect(conflict.status == 409)
            #expect(try await service.call(.DELETE, "/v1/keys/new").status == 200)
            #expect(try await service.call(.DELETE, "/v1/devices/phone").status == 204)
            let late = try await service.call(
                .POST, "/v1/keys", ["device_id": "phone", "key_id": "late", "key": .string(keys[1])])
            #expect(late.status == 409)
        }
        #expect(
            lines.map(short) == [
                "opened - - - - - -",
                "key_enrolled - - old phone 2030-01-01T00:00:00.000+00:00 tests",
                "key_enrolled - - new phone - tests",
                "key_replaced - - old phone 2021-12-22T15:06:33.634+00:00 tests",
                "key_revoked - - new phone - tests",
                "device_unbound - - - phone - tests",
            ])
    }

    @Test("a key that cannot be noted is not enrolled, and the retry notes it")
    func enrolsNothing_whenItCannotBeNoted() async throws {
        let phone = try SigningKey()
        let lines = try await log { service, path in
            try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            #expect(try await service.enrol(phone).status == 503)
            #expect(try await service.call(.GET, "/v1/keys/key").status == 404)
            try FileManager.default.removeItem(atPath: path)
            #expect(try await service.enrol(phone).status == 201)
        }
        #expect(lines.map(short) == ["opened - - - - - -", "key_enrolled - - key phone - tests"])
    }

    @Test("ids that are longer than any name are cut: nobody makes a line as long as a body")
    func cutsIDs_thatAreNoNames() async throws {
        let long = String(repeating: "i", count: 65_000)
        let lines = try await log { service, _ in
            for id in [long, String(repeating: "n", count: 256)] {
                let reply = try await service.verify(id, "00")
                #expect(reply.code == "challenge_unknown")
            }
        }
        #expect(lines[1]["challenge_id"] == .string(String(repeating: "i", count: 256) + "…"))
        #expect(lines[2]["challenge_id"] == .string(String(repeating: "n", count: 256)))
    }
}
