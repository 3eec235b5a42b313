import CountersignAPI
import Testing

@testable import CountersignSandbox

/// Simultaneous calls over real sockets.
@Suite("Security API (V2): races") struct SecurityV2RaceTests {
    private static let runners = 100

    private func race(_ body: @escaping @Sendable (Int) async throws -> String) async throws -> [String: Int] {
        try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<Self.runners { group.addTask { try await body(index) } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    private func withPartner(_ body: @Sendable (Partner) async throws -> Void) async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            try await body(partner)
        }
    }

    @Test("A hundred right passwords at once: one success (S3-057)")
    func authorizesOnce_whenManyCome() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let codes = try await race { _ in try await partner.authorize(reference, password: password).code }
            #expect(codes == ["000": 1, "903": Self.runners - 1])
        }
    }

    @Test("A hundred pairs of factors at once: one success (S3-057)")
    func authorizesOnce_whenManyFactorsCome() async throws {
        try await withPartner { partner in
            let reference = try await partner.transfer(type: 0)
            let codes = try await race { _ in try await partner.authorize(reference, Partner.factors).code }
            #expect(codes == ["000": 1, "903": Self.runners - 1])
        }
    }

    @Test("A hundred wrong passwords at once: four 905 and no more tries than that")
    func countsEveryTry_whenManyCome() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let wrong = otherPassword(than: password)
            let codes = try await race { _ in try await partner.authorize(reference, password: wrong).code }
            #expect(codes == ["905": 4, "904": Self.runners - 4])
            #expect(try await partner.authorize(reference, password: password).code == "904")
            #expect(try await partner.state(of: reference) == "blocked")
        }
    }

    @Test("A hundred calls for a new password at once: five, and then the user is blocked (S3-073)")
    func regeneratesFiveTimes_whenManyCome() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            #expect(try await partner.authorize(reference, password: otherPassword(than: password)).code == "905")
            let codes = try await race { _ in try await partner.regenerate(reference).code }
            #expect(codes == ["000": 5, "904": Self.runners - 5])
            #expect(try await partner.bank.messages(to: Partner.number).count == 6)
        }
    }

    @Test("Approvals and cancellations at once: one of them counts")
    func endsOnce_whenBothCome() async throws {
        try await withPartner { partner in
            let (reference, password) = try await partner.transferBySMS()
            let codes = try await race { index in
                if index % 2 == 0 { return try await partner.authorize(reference, password: password).code }
                return try await partner.authorize(reference, ["CancelRequest": true]).code
            }
            #expect(codes == ["000": 1, "903": Self.runners - 1])
            #expect(["executed", "cancelled"].contains(try await partner.state(of: reference)))
        }
    }

    @Test("A hundred ends of one session at once: one success (S3-034)")
    func endsASessionOnce() async throws {
        try await withPartner { partner in
            let codes = try await race { _ in try await partner.logout().code }
            #expect(codes == ["000": 1, "100": Self.runners - 1])
        }
    }
}
