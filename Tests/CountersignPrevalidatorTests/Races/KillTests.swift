import Countersign
import CountersignAPI
import Foundation
import GRDB
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

/// Processes that are killed or run out of disk. `COUNTERSIGN_KILLS` sets the kills.
@Suite("Killed and starved", .serialized) struct KillTests {
    @Test("kill -9 under load: no challenge that was accepted is accepted again after the restart (B8)")
    func acceptsNothingTwice_whenItIsKilled() async throws {
        let kills = ToolProcess.variable("COUNTERSIGN_KILLS", usual: 50)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let phone = try SigningKey()
        let words = [
            "prevalidator", "serve", "--anonymous", "--port", "0", "--store", folder.path + "/store.sqlite", "--audit",
            folder.path + "/audit.ndjson",
        ]
        let fields = try (0..<40).map { try phone.field(for: "text \($0)") }
        var server = try ToolProcess(try ToolProcess.countersign(), words)
        try await Self.enrol(phone, at: server.firstLine)
        var (accepted, unanswered) = (0, 0)
        for round in 0..<kills {
            let url = server.firstLine
            try await Self.register(round, at: url)
            let spent = Spent()
            await withTaskGroup(of: Void.self) { group in
                for (number, field) in fields.enumerated() {
                    group.addTask {
                        let reply = try? await Self.verify(round, number, field, at: url)
                        if reply?.code == "ok" { await spent.insert(number) }
                    }
                }
                try? await Task.sleep(for: .milliseconds(3 + 7 * (round % 9)))
                server.kill()
            }
            server = try ToolProcess(try ToolProcess.countersign(), words)
            let codes = try await Self.verifyAll(round, fields, at: server.firstLine)
            #expect(codes.count == fields.count)
            for (number, code) in codes.enumerated() {
                if await spent.contains(number) {
                    #expect(code == "challenge_consumed", "round \(round), challenge \(number)")
                    accepted += 1
                } else {
                    #expect(["ok", "challenge_consumed"].contains(code), "\(code)")
                    unanswered += 1
                }
            }
        }
        server.kill()
        print("kills: \(kills), accepted before a kill: \(accepted), not answered before it: \(unanswered)")
        #expect(accepted + unanswered == kills * 40)
        var trail = AuditTrail()
        trail.beginFile()
        try trail.read(try Data(contentsOf: URL(filePath: folder.path + "/audit.ndjson")))
        let finding = trail.finish()
        let isWhole = if case .torn = finding { true } else { finding == .intact }
        #expect(isWhole, "\(finding)")
    }

    @Test("a disk that is full: 503 and no corruption; with room again all that was accepted stays accepted")
    func refuses_whenTheDiskIsFull() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let phone = try SigningKey()
        let store = folder.path + "/store.sqlite"
        let tool = try ToolProcess.countersign()
        // No file may grow over 2 MiB; the signal that says so is ignored, so that the write fails.
        let starved = try ToolProcess(
            "/bin/sh",
            [
                "-c",
                "trap '' XFSZ; ulimit -f 4096; exec '\(tool)' prevalidator serve --anonymous --port 0 --store '\(store)'",
            ])
        var accepted: [Int] = []
        var refused = 0
        do {
            defer { starved.kill() }
            let url = starved.firstLine
            try await Self.enrol(phone, at: url)
            for number in 0..<400 where refused < 5 {
                let text = "text \(number) " + String(repeating: "x", count: 2000)
                let registered = try await Caller.send(
                    .POST, url + "/v1/challenges",
                    WireJSON.encode([
                        "challenge_id": .string("0-\(number)"), "device_id": "phone", "text": .string(text),
                    ]))
                if registered.status == 503 {
                    refused += 1
                    continue
                }
                let reply = try await Self.verify(0, number, try phone.field(for: text), at: url)
                if reply.code == "ok" {
                    accepted.append(number)
                } else {
                    #expect(reply.status == 503)
                    #expect(reply.code == "store_unavailable")
                    refused += 1
                }
            }
            #expect(refused > 0)
            #expect(try await Caller.send(.GET, url + "/readyz", nil).status == 503)
            #expect(try await Caller.send(.GET, url + "/livez", nil).status == 200)
        }
        #expect(accepted.count > 10)
        let fed = try ToolProcess(tool, ["prevalidator", "serve", "--anonymous", "--port", "0", "--store", store])
        do {
            defer { fed.kill() }
            for number in accepted {
                let text = "text \(number) " + String(repeating: "x", count: 2000)
                let reply = try await Self.verify(0, number, try phone.field(for: text), at: fed.firstLine)
                #expect(reply.code == "challenge_consumed")
            }
        }
        let check = try await DatabaseQueue(path: store).read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        #expect(check == ["ok"])
        print("full disk: \(accepted.count) accepted before, \(refused) refused")
    }

    private actor Spent {
        private var numbers: Set<Int> = []
        func insert(_ number: Int) { numbers.insert(number) }
        func contains(_ number: Int) -> Bool { numbers.contains(number) }
    }

    private static func enrol(_ phone: SigningKey, at url: String) async throws {
        let reply = try await Caller.send(
            .POST, url + "/v1/keys",
            WireJSON.encode(["device_id": "phone", "key": .string(phone.verifyingKey.hexPoint)]))
        try #require(reply.status == 201)
    }

    private static func register(_ round: Int, at url: String) async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await Caller.send(
                        .POST, url + "/v1/challenges",
                        WireJSON.encode([
                            "challenge_id": .string("\(round)-\(number)"), "device_id": "phone",
                            "text": .string("text \(number)"), "lifetime_seconds": 3600,
                        ])
                    ).status
                }
            }
            for try await status in group { try #require(status == 201) }
        }
    }

    /// The codes of all challenges of a round, in one batch.
    private static func verifyAll(_ round: Int, _ fields: [String], at url: String) async throws -> [String] {
        let lines = fields.enumerated().flatMap { number, field in
            WireJSON.encode(["challenge_id": .string("\(round)-\(number)"), "signature": .string(field)]) + [0x0A]
        }
        let reply = try await Caller.send(
            .POST, url + "/v1/verify/batch", lines, [("content-type", "application/x-ndjson")])
        return reply.lines.map { $0["code"]?.stringValue ?? "" }
    }

    private static func verify(_ round: Int, _ number: Int, _ field: String, at url: String) async throws -> Reply {
        try await Caller.send(
            .POST, url + "/v1/verify",
            WireJSON.encode(["challenge_id": .string("\(round)-\(number)"), "signature": .string(field)]))
    }
}
