import Countersign
import CountersignAPI
import Testing

@testable import CountersignPrevalidator

@Suite("Races") struct RaceTests {
    @Test("10 000 simultaneous posts of one signature, in its four forms: exactly one ok (C1, C8)")
    func acceptsOne_whenManyComeAtOnce() async throws {
        let desk = try await Desk()
        try await desk.register()
        let signature = try desk.phone.signature(for: Challenge("text to sign"))
        let forms = [signature.field, signature.twin.field].flatMap { [$0, $0.uppercased()] }
        let codes = await count(10_000) { await desk.verify(forms[$0 % 4]) }
        #expect(codes == [.ok: 1, .challengeConsumed: 9999])
    }

    @Test("10 000 posts of one signature over HTTP, 200 at a time, on a file: exactly one ok, and no failure (C1)")
    func acceptsOne_whenManyArePosted() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = PrevalidatorSettings()
        settings.storage = .file(folder.path + "/store.sqlite")
        let codes: [String: Int] = try await RunningPrevalidator.with(settings) { service in
            let phone = try SigningKey()
            _ = try await service.enrol(phone)
            _ = try await service.register("c")
            let signature = try phone.signature(for: Challenge("text to sign"))
            let forms = [signature.field, signature.twin.field]
            return try await withThrowingTaskGroup(of: [String].self) { group in
                for runner in 0..<200 {
                    group.addTask {
                        var codes: [String] = []
                        for _ in 0..<50 { codes.append(try await service.verify("c", forms[runner % 2]).code) }
                        return codes
                    }
                }
                return try await group.reduce(into: [String: Int]()) { total, codes in
                    for code in codes { total[code, default: 0] += 1 }
                }
            }
        }
        #expect(codes == ["ok": 1, "challenge_consumed": 9999])
    }

    @Test("200 different wrong signatures at once: never more verdicts than attempts, 50 rounds (C2)")
    func countsNoMoreThanTheLimit_whenManyWrongOnesComeAtOnce() async throws {
        var policy = PrevalidatorPolicy()
        policy.attemptsPerDevice = 1_000_000
        let desk = try await Desk(policy: policy)
        let wrong = try (0..<200).map { try desk.field("wrong \($0)") }
        for round in 0..<50 {
            let id = Identifier("c\(round)")
            try await desk.register(id)
            let codes = await count(200) { await desk.verify(id, wrong[$0]) }
            #expect(codes == [.signatureMismatch: 3, .attemptsExhausted: 197])
        }
    }
}

/// How often each verdict came out of `runners` simultaneous calls.
func count(_ runners: Int, _ body: @escaping @Sendable (Int) async -> VerdictCode) async -> [VerdictCode: Int] {
    await withTaskGroup(of: VerdictCode.self) { group in
        for index in 0..<runners { group.addTask { await body(index) } }
        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
