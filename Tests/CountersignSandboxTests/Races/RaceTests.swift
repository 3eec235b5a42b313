import Countersign
import CountersignAPI
import Testing

@testable import CountersignSandbox

/// Simultaneous calls. `COUNTERSIGN_RACE_ROUNDS` sets the rounds of each race (50 before a release).
@Suite struct RaceTests {
    private static let rounds = Variables.count("COUNTERSIGN_RACE_ROUNDS", usual: 3)
    private static let runners = 200

    /// Releases all at once and gives back what each got.
    private func race(_ body: @escaping @Sendable (Int) async throws -> Int) async throws -> [Int: Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<Self.runners { group.addTask { try await body(index) } }
            return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
    }

    @Test("200 right codes at once: exactly one confirms (C1)")
    func confirmsOnce_whenManyCodesComeAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            try await bank.subscribe(to: "PERSON_CHANGED")
            for round in 1...Self.rounds {
                let request = try await ada.rename(to: "Ada \(round)")
                #expect(try await request.authorize("mobile_number", ada).status == 201)
                let code = try await bank.code(to: ada.number)
                let statuses = try await race { _ in try await request.confirm(ada, code).status }
                #expect(statuses == [200: 1, 403: Self.runners - 1])
                #expect(try await bank.deliveries(of: "PERSON_CHANGED").count == round)
            }
        }
    }

    @Test("200 forms of one signature at once: exactly one confirms (C1, C8)")
    func confirmsOnce_whenManySignaturesComeAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            for _ in 1...Self.rounds {
                let request = try await ada.trigger()
                let text = Challenge(try #require(try await request.authorize(phone)["string_to_sign"]?.stringValue))
                let fields = try (0..<Self.runners).map { index in
                    let signature = try phone.key.signature(for: text)
                    let form = index % 2 == 0 ? signature.field : signature.twin.field
                    return index % 4 < 2 ? form : form.uppercased()
                }
                let statuses = try await race { try await request.confirm(phone, fields[$0]).status }
                #expect(statuses == [200: 1, 403: Self.runners - 1])
            }
        }
    }

    @Test("200 wrong codes at once: never more tries than allowed, and the right one comes too late (C2)")
    func countsEveryTry_whenManyWrongCodesComeAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            for _ in 1...Self.rounds {
                let request = try await ada.trigger()
                #expect(try await request.authorize("mobile_number", ada).status == 201)
                let code = try await bank.code(to: ada.number)
                let judged = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for index in 0..<Self.runners {
                        group.addTask {
                            let guess = OneTimePassword(number: UInt32(index)).digits
                            let reply = try await request.confirm(ada, guess == code ? "x" : guess)
                            #expect(reply.status == 403)
                            return reply.error.code == .invalidTAN
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(judged == 3)
                #expect(try await request.status == "FAILED")
                #expect(try await request.confirm(ada, code).status == 403)
            }
        }
    }

    @Test("200 wrong signatures at once: never more tries than allowed (C2)")
    func countsEveryTry_whenManyWrongSignaturesComeAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            for _ in 1...Self.rounds {
                let request = try await ada.trigger()
                let right = try await request.sign(phone).field
                let wrong = try SigningKey().field(for: "x")
                let statuses = try await race { _ in try await request.confirm(phone, wrong).status }
                #expect(statuses == [422: 3, 403: Self.runners - 3])
                #expect(try await request.confirm(phone, right).status == 403)
            }
        }
    }

    @Test("200 answers to one device challenge at once: exactly one counts")
    func answersOnce_whenManyAnswersComeAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let challenge = try await bank.call(
                .post, "/v1/mfa/challenges/devices", ["device_id": .string(phone.id)])
            let text = Challenge(try #require(challenge["string_to_sign"]?.stringValue))
            let field = try phone.key.field(for: text)
            let path = "/v1/mfa/challenges/devices/\(challenge.id)"
            let statuses = try await race { _ in
                try await bank.call(.put, path, ["signature": .string(field)]).status
            }
            #expect(statuses == [204: 1, 404: Self.runners - 1])
        }
    }

    @Test("10 000 simultaneous confirms in the books: one success a change request (S1-045, S1-046)")
    func spendsOnce_inTheBooks() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let books = try bank.books
            let body = ConfirmChangeRequest.otp("212212", person: Identifier(ada.id))
            var confirmed = 0
            for _ in 0..<50 {
                let id = Identifier(try await ada.trigger().id)
                _ = try await books.transact { try $0.authorize(id, .fixed(person: Identifier(ada.id))) }
                let statuses = try await race { _ in
                    do {
                        _ = try await books.transact { try $0.confirm(id, body) }.get()
                        return 200
                    } catch let fault as BankFault {
                        return fault.httpStatus
                    }
                }
                #expect(statuses == [200: 1, 403: Self.runners - 1])
                confirmed += statuses.values.reduce(0, +)
            }
            #expect(confirmed == 10_000)
        }
    }

    @Test("Two confirms at once, time and again: exactly one wins each race (C1, S1-045)")
    func letsOneWin_inEveryRace() async throws {
        let races = Variables.count("COUNTERSIGN_RACES", usual: 500)
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let (books, device) = (try bank.books, Identifier(phone.id))
            let order = TriggerChangeRequest(personID: Identifier(ada.id))
            var won = 0
            for _ in 0..<races {
                let asked = try await books.transact { ledger in
                    try ledger.authorize(try ledger.trigger(order).id, .device(device, purpose: nil))
                }
                let text = try #require(asked.authorization?.stringToSign)
                let body = ConfirmChangeRequest.device(device, signature: try phone.key.field(for: Challenge(text)))
                let wins = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<2 {
                        group.addTask {
                            (try? await books.transact { try $0.confirm(asked.id, body) }.get()) != nil
                        }
                    }
                    return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                won += wins
                try #require(wins == 1)
            }
            #expect(won == races)
        }
    }

    @Test("Twenty bindings that end at once leave five devices")
    func keepsTheLimit_whenManyBindingsEndAtOnce() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            var answers: [(String, String)] = []
            for _ in 0..<20 {
                let key = try SigningKey()
                let started = try await ada.startBinding(key)
                answers.append((started.id, try key.field(for: Challenge(try await bank.code(to: ada.number)))))
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (id, field) in answers {
                    group.addTask {
                        let path = "/v1/mfa/challenges/signatures/\(id)"
                        return try await bank.call(.put, path, ["signature": .string(field)]).status
                    }
                }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(statuses == [204: 5, 409: 15])
        }
    }
}
