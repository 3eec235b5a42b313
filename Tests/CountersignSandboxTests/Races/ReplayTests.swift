import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ReplayTests {
    @Test("A used signature is refused everywhere else (C6, C9)")
    func refusesAReplay_whereverItIsSent() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let eve = try await Customer.create(at: bank, number: "+491512345679")
            let (phone, tablet, stranger) = (try await ada.bind(), try await ada.bind("tablet"), try await eve.bind())
            let request = try await ada.trigger()
            let field = try await request.sign(phone).field
            #expect(try await request.confirm(phone, field).status == 200)
            let other = try await ada.trigger()
            #expect(try await other.authorize(phone).status == 201)
            #expect(try await other.confirm(phone, field).status == 422)
            #expect(try await other.confirm(tablet, field).status == 403)
            let foreign = try await eve.trigger()
            #expect(try await foreign.authorize(stranger).status == 201)
            #expect(try await foreign.confirm(stranger, field).status == 422)
            #expect(try await foreign.confirm(phone, field).status == 403)
            let challenge = try await bank.call(
                .post, "/v1/mfa/challenges/devices", ["device_id": .string(phone.id)])
            let login = try await bank.call(
                .put, "/v1/mfa/challenges/devices/\(challenge.id)", ["signature": .string(field)])
            #expect(login.status == 422)
        }
    }

    @Test("What is spent stays spent, and what was bound stays bound, when the process starts again (C6)")
    func remembers_whenStartedAgain() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        let kept = try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let (spent, waiting) = (try await ada.rename(to: "Augusta"), try await ada.trigger())
            let used = try await spent.sign(phone).field
            #expect(try await spent.confirm(phone, used).status == 200)
            let open = try await waiting.sign(phone).field
            #expect(try await waiting.confirm(phone, "00").status == 422)
            return (ada.id, phone, spent.id, used, waiting.id, open)
        }
        try await RunningSandbox.with(settings) { bank in
            let (person, phone, spent, used, waiting, open) = kept
            #expect(try await bank.call(.get, "/v1/persons/\(person)")["first_name"] == "Augusta")
            let replay = try await ChangeRequestCalls(bank: bank, id: spent).confirm(phone, used)
            #expect(replay.status == 403)
            let request = ChangeRequestCalls(bank: bank, id: waiting)
            // One try was used before the start, one is used now, the third is the right one.
            #expect(try await request.confirm(phone, "00").status == 422)
            #expect(try await request.confirm(phone, open).status == 200)
        }
    }

    @Test("A challenge or a key that the caller brings along changes nothing (C7)")
    func trustsNothing_thatTheCallBringsAlong() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let eve = try SigningKey()
            let request = try await ada.trigger()
            #expect(try await request.authorize(phone).status == 201)
            let reply = try await request.confirm([
                "device_id": .string(phone.id), "signature": .string(try eve.field(for: "mine")),
                "string_to_sign": "mine", "challenge": "mine", "key": .string(eve.verifyingKey.hexPoint),
                "public_key": .string(eve.verifyingKey.hexPoint), "status": "COMPLETED",
            ])
            #expect(reply.status == 422)
            #expect(try await request.status == "CONFIRMATION_REQUIRED")
        }
    }

    @Test("A code is dead exactly from its last moment on (C5)")
    func endsExactly_atTheLimit() async throws {
        try await RunningSandbox.with { bank in
            for (wait, status) in [(299_999, 200), (300_000, 403), (300_001, 403)] {
                let ada = try await Customer.create(at: bank)
                let request = try await ada.trigger()
                #expect(try await request.authorize("mobile_number", ada).status == 201)
                let code = try await bank.code(to: ada.number)
                bank.clock.advance(by: .milliseconds(wait))
                #expect(try await request.confirm(ada, code).status == status, "after \(wait) ms")
            }
        }
    }

    @Test("The number whose codes expire at once leaves its change request alive")
    func forbidsTheCode_whenItExpiredOnItsWay() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            try await bank.books.transact { ledger in
                let number = try #require(PhoneNumber("+491520555002"))
                try ledger.markVerified(try ledger.insertMobileNumber(number, of: Identifier(ada.id)))
            }
            let request = try await ada.trigger()
            #expect(try await request.authorize("mobile_number", ada).status == 201)
            let code = try await bank.code(to: "+491520555002")
            for _ in 0..<5 { #expect(try await request.confirm(ada, code).error.code == .invalidTAN) }
            #expect(try await request.status == "CONFIRMATION_REQUIRED")
            #expect(try await request.authorize("static", ada).status == 201)
            #expect(try await request.confirm(ada, "212212").status == 200)
        }
    }

    @Test("Guessing is bounded: no more guesses a day than the cap, whatever is opened anew (C3)")
    func boundsTheGuesses_acrossSessions() async throws {
        var settings = SandboxSettings()
        settings.wrongOTPsPerDay = 30
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            var judged = 0
            for _ in 0..<20 {
                let request = try await ada.trigger()
                for _ in 0..<2 {
                    guard try await request.authorize("mobile_number", ada).status == 201 else { continue }
                    for _ in 0..<2 where try await request.confirm(ada, "x").error.code == .invalidTAN { judged += 1 }
                }
            }
            #expect(judged == 30)
            let request = try await ada.trigger()
            let locked = try await request.authorize("mobile_number", ada)
            #expect(locked.status == 403)
            #expect(locked.error.code == .unauthorizedAction)
            // Another person is not concerned, and tomorrow is another day.
            let eve = try await Customer.create(at: bank, number: "+491512345679")
            #expect(try await eve.trigger().completeBySMS(eve).status == 200)
            bank.clock.advance(by: .seconds(86_400))
            let later = Customer(bank: try await bank.asClient("tests"), id: ada.id, number: ada.number)
            #expect(try await later.trigger().completeBySMS(later).status == 200)
        }
    }
}
