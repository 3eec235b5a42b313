import Countersign
import CountersignAPI
import CountersignService
import FoundationEssentials
import GRDB
import Testing

@testable import CountersignPrevalidator

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite("The SQLite store") struct SQLiteStoreTests {
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await body(folder.path + "/store.sqlite")
    }

    @Test("keys, challenges, attempts and claims are there again after it was closed")
    func keepsEverything_whenItIsOpenedAgain() async throws {
        try await withFile { path in
            var field = ""
            do {
                let desk = try await Desk(store: try SQLiteStore(path: path, durability: .full))
                for id: Identifier in ["spent", "tried", "open"] { try await desk.register(id) }
                field = try desk.field()
                #expect(await desk.verify("spent", field) == .ok)
                for _ in 0..<3 { #expect(await desk.verify("tried", "00") == .signatureMalformed) }
                try await desk.desk.enrol(SigningKey().verifyingKey, device: "gone")
                try await desk.desk.unbind("gone")
            }
            // As who uses the library opens it.
            let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
            let desk = try await Prevalidator(storage: .file(path), clock: clock)
            await #expect(throws: PrevalidatorError(.storeUnavailable, "")) {
                try await Prevalidator(storage: .file(path), clock: clock)
            }
            #expect(try Self.isLocked(path), "the one that was refused must not let go of the other's lock")
            for (id, code) in [
                ("spent", .challengeConsumed), ("tried", .attemptsExhausted), ("open", .ok),
                ("open", .challengeConsumed),
            ] as [(Identifier, VerdictCode)] {
                #expect(await desk.verify(Question(challengeID: id, signature: field)).code == code)
            }
            await #expect(throws: PrevalidatorError(.deviceUnbound, "")) {
                try await desk.enrol(SigningKey().verifyingKey, device: "gone")
            }
        }
    }

    /// `F_OFD_GETLK`, which the header hides.
    #if os(Linux)
        private static let findLock: Int32 = 36
    #else
        private static let findLock: Int32 = 92
    #endif

    /// Whether another process would find the file locked, asked by a lock of this descriptor alone. Closing it lets go
    /// of the locks of SQLite: once in a test, at its end or where they are needed no more.
    private static func isLocked(_ path: String) throws -> Bool {
        let file = open(path, O_RDWR | O_CLOEXEC)
        try #require(file >= 0)
        defer { close(file) }
        var wanted = flock()
        wanted.l_type = Int16(F_WRLCK)
        try #require(unsafe fcntl(file, Self.findLock, &wanted) == 0)
        return wanted.l_type != Int16(F_UNLCK)
    }

    @Test("a file is its owner's only, whatever it is called, and where a link names one that is not there yet")
    func makesAPrivateFile_whateverItsName() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let (link, target) = (folder.path + "/link", folder.path + "/target")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        let odd = "file:countersign-\(UUID().uuidString)?mode=memory"
        for (path, file) in [(link, target), (odd, "./" + odd)] {
            defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) } }
            let store = try SQLiteStore(path: path, durability: .normal)
            let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(permissions == 0o600, "\(path)")
            withExtendedLifetime(store) {}
        }
    }

    @Test("a file that was removed is not usable: what is written now would be lost")
    func isNotUsable_whenTheFileIsGone() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let store = try SQLiteStore(path: folder.path + "/store", durability: .normal)
        #expect(await store.isUsable)
        try FileManager.default.moveItem(atPath: folder.path + "/store", toPath: folder.path + "/elsewhere")
        #expect(await !store.isUsable)
        try Data().write(to: URL(filePath: folder.path + "/store"))
        #expect(await !store.isUsable)
    }

    @Test("an id with a NUL is another one than its beginning, as in memory")
    func keepsIdsApart_whenOneHasANUL() async throws {
        try await withFile { path in
            let desk = try await Desk(store: try SQLiteStore(path: path, durability: .full))
            try await desk.register("c")
            #expect(await desk.verify("c\0d", try desk.field()) == .challengeUnknown)
            await #expect(throws: PrevalidatorError(.challengeUnknown, "")) { try await desk.desk.withdraw("c\0d") }
            await #expect(throws: PrevalidatorError(.keyUnknown, "")) { try await desk.desk.revoke("key\0d") }
            await #expect(throws: PrevalidatorError(.deviceUnknown, "")) { try await desk.desk.unbind("phone\0d") }
            #expect(await desk.verify("c", try desk.field()) == .ok)
        }
    }

    @Test("it answers as the memory store does, whatever is done to both", arguments: [1, 2, 3])
    func agreesWithTheMemoryStore(seed: UInt64) async throws {
        try await withFile { path in
            var policy = PrevalidatorPolicy()
            policy.attemptsPerDevice = 5
            policy.deviceWindow = .seconds(40)
            let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
            let stores: [any PrevalidatorStore] = [MemoryStore(), try SQLiteStore(path: path, durability: .normal)]
            var desks: [Prevalidator] = []
            for store in stores { desks.append(try await Prevalidator(store: store, policy: policy, clock: clock)) }
            let keys = try (0..<4).map { _ in try SigningKey() }
            var random = Sequence(seed: seed)
            var codes: [VerdictCode: Int] = [:]
            for step in 0..<600 {
                let (device, key) = (Identifier("d\(random.next(3))"), random.next(4))
                let (id, text) = (Identifier("c\(random.next(12))"), "text \(random.next(2))")
                let choice = random.next(14)
                let supersedes = random.next(2) == 0
                var outcomes: [String] = []
                for desk in desks {
                    switch choice {
                    case 0:
                        outcomes.append(
                            await Self.outcome {
                                try await desk.enrol(
                                    keys[key].verifyingKey, device: device, id: Identifier("k\(key)\(device)")
                                )
                                .isNew
                            })
                    case 1 where step % 5 == 0:
                        outcomes.append(
                            await Self.outcome { try await desk.revoke(Identifier("k\(key)\(device)")).id })
                    case 2, 3, 4, 5:
                        outcomes.append(
                            await Self.outcome {
                                try await desk.register(id, text: text, device: device, superseding: supersedes).isNew
                            })
                    case 6 where step % 9 == 0:
                        outcomes.append(await Self.outcome { try await desk.unbind(device) })
                    case 7: outcomes.append(await Self.outcome { try await desk.sweep() })
                    default:
                        // Signatures differ from run to run: both desks get one of their own.
                        let field = try keys[key].field(for: text)
                        let verdict = await desk.verify(Question(challengeID: id, signature: field))
                        outcomes.append("\(verdict.code) \(verdict.attemptsLeft ?? -1) \(verdict.keyID?.text ?? "")")
                        codes[verdict.code, default: 0] += 1
                    }
                }
                #expect(Set(outcomes).count == 1, "seed \(seed), step \(step), choice \(choice): \(outcomes)")
                if random.next(6) == 0 { clock.advance(by: .seconds(random.next(50))) }
            }
            print("stores agree: seed \(seed), verdicts \(codes.count) kinds")
            #expect(codes.count >= 4)
        }
    }

    @Test("what was verified over a text claims none that has its id since: withdrawn, swept or superseded in between")
    func claimsNoOtherText_whenItsIDStandsForOneByNow() async throws {
        try await withFile { path in
            let stores: [any PrevalidatorStore] = [MemoryStore(), try SQLiteStore(path: path, durability: .normal)]
            for store in stores {
                let desk = try await Desk(store: store)
                let forget: [(Identifier, () async throws -> Void)] = [
                    ("withdrawn", { try await desk.desk.withdraw("withdrawn") }),
                    (
                        "swept",
                        {
                            desk.clock.advance(by: .seconds(4000))
                            try await desk.desk.sweep()
                            #expect(try await store.state("swept") == nil)
                        }
                    ), ("superseded", {}),
                ]
                for (id, forget) in forget {
                    try await desk.register(id, text: "old")
                    let old = try #require(try await store.challenges([id])[0])
                    let claim = Claim(challengeID: id, generation: old.generation, keyID: "key", deviceID: "phone")
                    try await forget()
                    try await desk.desk.register(id, text: "new", device: "phone", superseding: true)
                    let now = desk.clock.now
                    #expect(try await store.claim([claim], at: now, rules: .init()) == [.superseded], "\(id)")
                    #expect(try await store.countAttempts([claim], at: now, rules: .init()) == [.superseded], "\(id)")
                    #expect(await desk.verify(id, try desk.field("new")) == .ok, "\(id)")
                    // Nor is the new one given back by who spent the old one.
                    try await store.release(claim)
                    #expect(await desk.verify(id, try desk.field("new")) == .challengeConsumed, "\(id)")
                }
            }
        }
    }

    @Test("a file whose generations were counted is read as before")
    func claimsAChallenge_whenItsGenerationWasCounted() async throws {
        try await withFile { path in
            do {
                let desk = try await Desk(store: try SQLiteStore(path: path, durability: .normal))
                for id: Identifier in ["a", "b"] { try await desk.register(id) }
            }
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            let file = try DatabaseQueue(path: path, configuration: configuration)
            try await file.write { try $0.execute(sql: "UPDATE challenge SET generation = 1") }
            try file.close()
            let store = try SQLiteStore(path: path, durability: .normal)
            let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
            let desk = try await Prevalidator(store: store, clock: clock)
            let phone = try SigningKey()
            try await desk.enrol(phone.verifyingKey, device: "phone", id: "other")
            func code(_ id: Identifier, _ text: String) async throws -> VerdictCode {
                await desk.verify(Question(challengeID: id, signature: try phone.field(for: text))).code
            }
            #expect(try await code("a", "text to sign") == .ok)
            let old = try #require(try await store.challenges(["b"])[0])
            #expect(old.generation == 1)
            try await desk.register("b", text: "new", device: "phone", superseding: true)
            let claim = Claim(challengeID: "b", generation: 1, keyID: "other", deviceID: "phone")
            #expect(try await store.claim([claim], at: clock.now, rules: .init()) == [.superseded])
            #expect(try await code("b", "new") == .ok)
        }
    }

    private static func outcome<T>(_ body: () async throws -> T) async -> String {
        do {
            return "\(try await body())"
        } catch let error as PrevalidatorError {
            return error.code.description
        } catch {
            return "\(error)"
        }
    }

    /// Repeatable numbers.
    private struct Sequence {
        var state: UInt64
        init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
    }

    @Test("a second process is refused while the first one has it; a file that is no store is refused")
    func refusesAFile_thatItCannotHave() async throws {
        try await withFile { path in
            let first = try SQLiteStore(path: path, durability: .normal)
            #expect(throws: PrevalidatorError(.storeUnavailable, "")) {
                try SQLiteStore(path: path, durability: .normal)
            }
            #expect(await first.isUsable)
            let other = path + ".other"
            _ = FileManager.default.createFile(atPath: other, contents: Data("this is no store at all".utf8))
            #expect(throws: PrevalidatorError(.storeCorrupt, "")) {
                try SQLiteStore(path: other, durability: .normal)
            }
            #expect(throws: PrevalidatorError(.storeUnavailable, "")) {
                try SQLiteStore(path: "/nowhere/at/all", durability: .normal)
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("a challenge that is authorized, withdrawn and read at once stands for what the file says afterwards")
    func remembersWhatTheFileSays_whateverComesAtOnce() async throws {
        try await withFile { path in
            let store = try SQLiteStore(path: path, durability: .normal)
            let desk = try await Desk(store: store)
            var stale = 0
            for round in 0..<300 {
                let id = Identifier("c\(round)")
                await withTaskGroup(of: Void.self) { group in
                    for number in 0..<8 {
                        group.addTask {
                            _ = try? await desk.desk.register(
                                id, text: "text \(number)", device: "phone", superseding: true)
                        }
                        group.addTask { _ = try? await store.challenges([id, "none"]) }
                        if round % 2 == 1, number % 4 == 0 { group.addTask { _ = try? await store.withdraw(id) } }
                    }
                }
                let truth = try await store.state(id)?.challenge
                let seen = try await store.challenges([id])[0]
                if truth?.text != seen?.text || truth?.generation != seen?.generation { stale += 1 }
                guard let truth else { continue }
                let field = try desk.phone.signature(for: truth.text).field
                #expect(await desk.verify(id, field) == .ok, "round \(round)")
            }
            #expect(stale == 0)
        }
    }

    @Test("10 000 simultaneous posts of one signature: exactly one ok on the file as well (C1)")
    func acceptsOne_whenManyComeAtOnce() async throws {
        try await withFile { path in
            let desk = try await Desk(store: try SQLiteStore(path: path, durability: .normal))
            try await desk.register()
            let field = try desk.field()
            let codes = await count(10_000) { _ in await desk.verify(field) }
            #expect(codes == [.ok: 1, .challengeConsumed: 9999])
        }
    }
}
