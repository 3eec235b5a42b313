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
}
