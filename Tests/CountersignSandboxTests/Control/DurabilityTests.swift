import CountersignAPI
import FoundationEssentials
import GRDB
import Testing

@testable import CountersignSandbox

@Suite struct DurabilityTests {
    @Test(
        "Books on file are written ahead, and with full durability to the disk at each commit, also after a restore",
        arguments: [(SandboxSettings.Durability.normal, 1), (.full, 2)])
    func writesToTheDisk_asDurabilitySays(durability: SandboxSettings.Durability, level: Int) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        settings.durability = durability
        try await RunningSandbox.with(settings) { bank in
            let shot = try await bank.call(.post, "/_sandbox/snapshots")
            for _ in 0..<2 {
                let (synchronous, journal) = try await bank.books.database.read { db in
                    (
                        try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                        try String.fetchOne(db, sql: "PRAGMA journal_mode")
                    )
                }
                #expect(synchronous == level)
                #expect(journal == "wal")
                #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
            }
        }
    }

    @Test(
        "Every client id of 1 to 120 bytes has its file, whatever it holds; others get no token",
        arguments: [false, true])
    func keepsTheBooksOfEveryClient(onFile: Bool) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        if onFile { settings.storage = .folder(folder.path) }
        try await RunningSandbox.with(settings) { bank in
            let ids = ["../x", "a/b", "\u{0}", "é🔑", " ", String(repeating: "x", count: 120)]
            for id in ids {
                let status = try await bank.token(for: id)
                #expect(status == 201, "\(id)")
            }
            for id in ["", String(repeating: "x", count: 121), String(repeating: "é", count: 61)] {
                #expect(try await bank.token(for: id) == 401, "\(id)")
            }
        }
        if onFile {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(names.allSatisfy { $0.wholeMatch(of: /[0-9a-f]+\.sqlite(-wal|-shm)?/) != nil })
        }
    }

    @Test("Books of an earlier run that cannot be opened are not ready, until they can")
    func isNotReady_whenBooksAreDamaged() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let damaged = folder.path + "/61.sqlite"
        try Data("no database, but long enough to be looked at as one".utf8).write(to: URL(filePath: damaged))
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        try await RunningSandbox.with(settings) { bank in
            #expect(try await bank.call(.get, "/livez").status == 200)
            #expect(try await bank.call(.get, "/readyz").status == 503)
            try FileManager.default.removeItem(atPath: damaged)
            #expect(try await bank.call(.get, "/readyz").status == 200)
        }
    }

    @Test("Books whose file or folder was removed are not ready: what is written now would be lost")
    func isNotReady_whenItsFilesAreGone() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        try await RunningSandbox.with(settings) { bank in
            #expect(try await bank.call(.get, "/readyz").status == 200)
            let (books, away) = (folder.path + "/7465737473.sqlite", folder.path + "/away")
            try FileManager.default.moveItem(atPath: books, toPath: away)
            #expect(try await bank.call(.get, "/readyz").status == 503)
            try FileManager.default.moveItem(atPath: away, toPath: books)
            #expect(try await bank.call(.get, "/readyz").status == 200)
            try FileManager.default.moveItem(atPath: folder.path, toPath: folder.path + "-away")
            let reply = try await bank.call(.get, "/readyz")
            try FileManager.default.moveItem(atPath: folder.path + "-away", toPath: folder.path)
            #expect(reply.status == 503)
            #expect(try await bank.call(.get, "/readyz").status == 200)
        }
    }

    @Test("Books that the bank would refuse build no sandbox: they would strike each client at its first call")
    func isNotBuilt_whenItsBooksAreRefused() throws {
        var settings = SandboxSettings()
        settings.books = try WireJSON.decode(SeedBooks.self, from: #"{"persons":[{"id":"a"},{"number":"abc"}]}"#.utf8)
        let error = #expect(throws: SandboxError.self) { try buildSandbox(settings) }
        #expect(error?.reason.hasPrefix("persons.1.number: ") == true, "\(String(describing: error))")
    }

    @Test("Books are their owner's only, in a folder that others may read too, and also those that were not before")
    func closesTheFilesToOthers() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        for _ in 0..<2 {
            try await RunningSandbox.with(settings) { bank in
                _ = try await Customer.create(at: bank)
                let names = try files.contentsOfDirectory(atPath: folder.path)
                #expect(names.count == 3)
                for name in names {
                    let attributes = try files.attributesOfItem(atPath: folder.path + "/" + name)
                    #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
                }
            }
            for name in try files.contentsOfDirectory(atPath: folder.path) {
                try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.path + "/" + name)
            }
        }
    }
}

extension RunningSandbox {
    /// The status of a request for a token, by JSON, which takes any id.
    fileprivate func token(for client: String) async throws -> Int {
        let body: JSONValue = [
            "grant_type": "client_credentials", "client_id": .string(client), "client_secret": "secret",
        ]
        return try await call(.post, "/oauth/token", body, token: .some(nil)).status
    }
}
