import Countersign
import CountersignAPI
import CountersignService
import FoundationEssentials
import Testing

@testable import CountersignPrevalidator

@Suite("The audit log") struct AuditTests {
    private let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))

    private func withLog(_ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(folder.path + "/audit.ndjson")
    }

    private func write(_ count: Int, to path: String) async throws {
        let log = try AuditLog(path: path, clock: clock)
        for number in 0..<count {
            try await log.append([
                AuditEntry(
                    event: "verdict", code: "ok", challengeID: Identifier("c\(number)"), keyID: "k", caller: "tests",
                    requestID: "r\(number)")
            ])
        }
    }

    private func trail(_ paths: [String], head: String? = nil) throws -> AuditTrail {
        var trail = AuditTrail(head: head)
        for path in paths {
            trail.beginFile()
            // In small pieces, as a pipe may hand it over.
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            for start in stride(from: 0, to: bytes.count, by: 100) {
                try trail.read(bytes[start..<min(start + 100, bytes.count)])
            }
        }
        _ = trail.finish()
        return trail
    }

    @Test("a log is intact over runs of the service, and its lines are those of the format")
    func isIntact_overRuns() async throws {
        try await withLog { path in
            try await write(3, to: path)
            try await write(2, to: path)
            let found = try trail([path])
            #expect(found.finding == .intact)
            #expect(found.count == 6)
            let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            let lines = text.split(separator: "\n")
            #expect(
                lines[1].hasPrefix(
                    #"{"n":2,"at":"2021-12-22T15:05:33.634+00:00","event":"verdict","code":"ok","challenge_id":"c0","#
                        + #""key_id":"k","caller":"tests","request_id":"r0","prev":""#))
            #expect(lines.last?.suffix(66).dropLast(2) == found.head?[...])
        }
    }

    @Test("every flipped bit is found, and every line taken out, put in or swapped")
    func findsEveryChange() async throws {
        try await withLog { path in
            try await write(3, to: path)
            let url = URL(filePath: path)
            let good = Array(try Data(contentsOf: url))
            let head = try #require(try trail([path]).head)
            var trials = 0
            for place in good.indices {
                for bit in [0, 3, 5, 7] {
                    var bad = good
                    bad[place] ^= 1 << UInt8(bit)
                    var trail = AuditTrail(head: head)
                    trail.beginFile()
                    try trail.read(bad)
                    #expect(trail.finish() != .intact, "byte \(place), bit \(bit)")
                    trials += 1
                }
            }
            #expect(trials > 2000)
            var lines = good.split(separator: 0x0A).map(Array.init)
            let (second, third) = (lines[1], lines[2])
            for changed in [
                [lines[0], third, lines[3]], [lines[0], third, second, lines[3]],
                [lines[0], second, second, third, lines[3]], [second, third, lines[3]],
            ] {
                try Data(changed.flatMap { $0 + [0x0A] }).write(to: url)
                guard case .broken = try trail([path]).finding else {
                    Issue.record("a line out of its place was not found")
                    continue
                }
            }
            // The end cut off: only a head that was noted shows it.
            lines.removeLast()
            try Data(lines.flatMap { $0 + [0x0A] }).write(to: url)
            #expect(try trail([path]).finding == .intact)
            #expect(try trail([path], head: head).finding == .headMissing)
        }
    }

    @Test("a torn last line is reported as torn at every length, and the next run goes on behind it")
    func goesOn_behindATornLine() async throws {
        try await withLog { path in
            try await write(2, to: path)
            let url = URL(filePath: path)
            let good = Array(try Data(contentsOf: url))
            let start = good.dropLast().lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            for end in stride(from: start + 1, to: good.count, by: 7) {
                try Data(good[..<end]).write(to: url)
                #expect(try trail([path]).finding == .torn(file: 1, line: 3))
                try await write(1, to: path)
                let found = try trail([path])
                #expect(found.finding == .intact)
                #expect(found.count == 4)
            }
            #expect(String(decoding: try Data(contentsOf: url), as: UTF8.self).contains("\"event\":\"recovered\""))
        }
    }

    @Test("a file that was moved away is followed by a new one that names its last hash")
    func followsARotation() async throws {
        try await withLog { path in
            let log = try AuditLog(path: path, clock: clock)
            try await log.append([AuditEntry(event: "verdict"), AuditEntry(event: "verdict")])
            try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
            try await log.append([AuditEntry(event: "verdict")])
            #expect(try trail([path + ".1", path]).finding == .intact)
            #expect(try trail([path + ".1", path]).count == 5)
            #expect(try trail([path, path + ".1"]).finding == .broken(file: 2, line: 1))
            // The later files alone are intact as far as they go.
            #expect(try trail([path]).finding == .intact)
            #expect(try trail([path + ".1"]).finding == .intact)
        }
    }

    @Test("a log that cannot be written makes an ok none: 503, and what was spent is given back")
    func givesBack_whenTheLogCannotBeWritten() async throws {
        try await withLog { path in
            var settings = PrevalidatorSettings()
            settings.audit = path
            try await RunningPrevalidator.with(settings) { service in
                let phone = try SigningKey()
                _ = try await service.enrol(phone)
                _ = try await service.register("c")
                let field = try phone.field(for: "text to sign")
                try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
                #expect(try await service.verify("c", field).status == 503)
                try FileManager.default.removeItem(atPath: path)
                #expect(try await service.verify("c", field).code == "ok")
            }
            let found = try trail([path + ".1", path])
            #expect(found.finding == .intact)
            let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            #expect(!text.contains("text to sign"))
        }
    }
}
