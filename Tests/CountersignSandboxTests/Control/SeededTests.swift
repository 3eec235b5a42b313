import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Seeded ids and codes") struct SeededTests {
    private static func settings(_ folder: TemporaryFolder? = nil) -> SandboxSettings {
        var settings = SandboxSettings()
        settings.seed = 7
        if let folder { settings.storage = .folder(folder.path) }
        return settings
    }

    /// What one run of a process gives out: ids of several kinds and a code.
    private static func run(_ settings: SandboxSettings) async throws -> [String] {
        try await RunningSandbox.with(settings) { bank in
            let customer = try await Customer.create(at: bank)
            let business = try await bank.call(.post, "/v1/businesses", ["name": "Ada & Co"])
            let change = try await customer.trigger()
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            let (reference, password) = try await partner.transferBySMS()
            #expect(business.status == 201)
            return [customer.id, business.id, change.id, reference, password, partner.key.text]
        }
    }

    @Test("Runs on the same books give out ids of their own, and the same ones wherever they are repeated")
    func givesOutNewIDs_whenTheProcessStartsAgain() async throws {
        var rows: [[[String]]] = []
        for _ in 0..<2 {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            var runs: [[String]] = []
            for _ in 0..<3 { runs.append(try await Self.run(Self.settings(folder))) }
            rows.append(runs)
        }
        #expect(rows[0] == rows[1])
        for column in 0..<6 { #expect(Set(rows[0].map { $0[column] }).count == 3) }
        // In memory each run is the first.
        #expect(try await Self.run(Self.settings()) == rows[0][0])
    }

    @Test("Logins work after a restore and a reset, which begin the seeded row again")
    func logsIn_whenTheRowBeginsAgain() async throws {
        try await RunningSandbox.with(Self.settings()) { bank in
            let first = try await Partner.login(at: bank)
            let shot = try await first.bank.call(.post, "/_sandbox/snapshots")
            let second = try await first.loginAgain()
            #expect(try await first.bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
            let third = try await first.loginAgain()
            #expect(try await first.bank.call(.post, "/_sandbox/reset").status == 204)
            let fourth = try await first.loginAgain()
            #expect(Set([first, second, third, fourth].map(\.token)).count == 4)
            #expect(try await second.logout().code == "000")
            for living in [first, third, fourth] { #expect(try await living.pending().isEmpty) }
        }
    }
}
