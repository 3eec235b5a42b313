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

    private func trail(_ paths: [String], head: String? = nil, piece: Int = 100) throws -> AuditTrail {
        var trail = AuditTrail(head: head)
        for path in paths {
            trail.beginFile()
            // In small pieces, as a pipe may hand it over.
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            for start in stride(from: 0, to: bytes.count, by: piece) {
                try trail.read(bytes[start..<min(start + piece, bytes.count)])
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

    @Test("no line is so long that the next run does not find the chain's head, with a torn one behind it or without")
    func goesOn_behindALongLine() async throws {
        try await withLog { path in
            for length in [65_300, 65_536, 300_000] {
                do {
                    let log = try AuditLog(path: path, clock: clock)
                    try await log.append([AuditEntry(event: "verdict", caller: String(repeating: "c", count: length))])
                }
                try await write(1, to: path)
                let good = try Data(contentsOf: URL(filePath: path))
                try Data(good + Data("{\"n\":".utf8) + Data(repeating: 0x61, count: length)).write(
                    to: URL(filePath: path))
                try await write(1, to: path)
            }
            let found = try trail([path], piece: 1 << 16)
            #expect(found.finding == .intact)
            #expect(found.count == 1 + 3 * 4)
        }
    }

    @Test("a file that is no log is refused and left as it is")
    func refusesAForeignFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for content in ["some text", "some text\n", String(repeating: "x", count: 100_000)] {
            let url = URL(filePath: folder.path + "/foreign")
            try Data(content.utf8).write(to: url)
            #expect(throws: PrevalidatorError(.auditUnavailable, "")) { try AuditLog(path: url.path, clock: clock) }
            #expect(try Data(contentsOf: url) == Data(content.utf8))
        }
    }

    @Test("a log that one service writes is refused to another, also when it was moved away")
    func refusesAFile_thatAnotherWrites() async throws {
        try await withLog { path in
            let log = try AuditLog(path: path, clock: clock)
            func isLocked() -> Bool {
                let error = #expect(throws: PrevalidatorError.self) { () throws -> Void in
                    _ = try AuditLog(path: path, clock: clock)
                }
                return error?.code.description == "audit_locked"
            }
            #expect(isLocked())
            try FileManager.default.moveItem(atPath: path, toPath: path + ".1")
            try await log.append([AuditEntry(event: "verdict")])
            #expect(isLocked())
            try await log.append([AuditEntry(event: "verdict")])
            #expect(try trail([path + ".1", path]).finding == .intact)
            #expect(try trail([path + ".1", path]).count == 4)
            // Who came in between has the place, until his file is moved away too.
            try FileManager.default.moveItem(atPath: path, toPath: path + ".2")
            try await write(2, to: path)
            await #expect(throws: PrevalidatorError(.auditUnavailable, "")) {
                try await log.append([AuditEntry(event: "verdict")])
            }
            #expect(try trail([path]).count == 3)
            try FileManager.default.moveItem(atPath: path, toPath: path + ".other")
            try await log.append([AuditEntry(event: "verdict")])
            #expect(try trail([path + ".1", path + ".2", path]).finding == .intact)
        }
    }

    @Test("a file that was moved away while nothing ran is followed too, where it is named; its end is not lost")
    func followsARotation_whileNothingRan() async throws {
        try await withLog { path in
            try await write(2, to: path)
            let good = try Data(contentsOf: URL(filePath: path))
            // Killed while it wrote, then moved away.
            try (good + Data("{\"n\":4".utf8)).write(to: URL(filePath: path + ".1"))
            try FileManager.default.removeItem(atPath: path)
            for _ in 0..<2 {
                let log = try AuditLog(path: path, after: path + ".1", clock: clock)
                try await log.append([AuditEntry(event: "verdict")])
            }
            #expect(try trail([path + ".1", path]).finding == .intact)
            #expect(try trail([path + ".1", path]).count == 3 + 4)
            #expect(String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self).contains("torn_6_bytes"))
            let shorter = good.dropLast().lastIndex(of: 0x0A).map { good[...$0] } ?? Data()
            try shorter.write(to: URL(filePath: path + ".1"))
            #expect(try trail([path + ".1", path]).finding == .broken(file: 2, line: 1))
            for other in ["/nowhere/at/all", "/dev/null", path + ".2"] {
                #expect(throws: PrevalidatorError(.auditUnavailable, "")) {
                    try AuditLog(path: path + ".2", after: other, clock: clock)
                }
            }
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
