import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

/// Every sequence of events against a model of a few lines. All 4 096 of length 4 hold the shorter ones; `COUNTERSIGN_MODEL_LENGTH`
/// is another length.
@Suite struct StateModelTests {
    enum Event: CaseIterable {
        case create, authorizeBySMS, authorizeByDevice, confirmRight, confirmWrong, expire, deleteDevice, restart
    }

    /// What the rules say, with two tries for each authorization.
    struct Model {
        var status: ChangeRequestStatus?
        var isByDevice = false
        var tries = 0
        var isBound = true

        /// The HTTP status of the answer; 0 where nobody is asked.
        mutating func answer(_ event: Event) -> Int {
            switch event {
            case .restart: return 0
            case .expire:
                if status == .confirmationRequired { status = .expired }
                return 0
            case .deleteDevice:
                defer { isBound = false }
                return isBound ? 204 : 404
            case .create:
                (status, isByDevice) = (.authorizationRequired, false)
                return 202
            case .authorizeBySMS, .authorizeByDevice:
                guard let status else { return 404 }
                guard status == .authorizationRequired || status == .confirmationRequired else { return 403 }
                if event == .authorizeByDevice, !isBound { return 404 }
                (self.status, isByDevice, tries) = (.confirmationRequired, event == .authorizeByDevice, 2)
                return 201
            case .confirmRight, .confirmWrong: return confirm(isRight: event == .confirmRight)
            }
        }

        private mutating func confirm(isRight: Bool) -> Int {
            switch status {
            case nil: return 404
            case .expired: return isByDevice ? 422 : 403
            case .confirmationRequired where isByDevice && !isBound: return 403
            case .confirmationRequired where isRight:
                status = .completed
                return 200
            case .confirmationRequired:
                tries -= 1
                if tries == 0 { status = .failed }
                return isByDevice ? 422 : 403
            default: return 403
            }
        }
    }

    /// The bank under the same events.
    private struct Subject {
        let settings: SandboxSettings
        let clock: VirtualClock
        var books: Namespace
        var key: SigningKey
        var person: Identifier
        var device: Identifier
        var request = Identifier("none")
        var body = ConfirmChangeRequest()

        static func open(_ settings: SandboxSettings, _ clock: VirtualClock) throws -> Namespace {
            try Namespaces(settings: settings, clock: clock).namespace(of: "model")
        }

        /// A person with a number and a bound device.
        init(_ settings: SandboxSettings, _ clock: VirtualClock, _ books: Namespace, number: Int) async throws {
            let key = try SigningKey()
            (self.settings, self.clock, self.books, self.key) = (settings, clock, books, key)
            (person, device) = try await books.transact { ledger in
                let person = try ledger.insertPerson(PersonAttributes()).id
                let phone = try #require(PhoneNumber("+49\(1_000_000 + number)"))
                try ledger.markVerified(try ledger.insertMobileNumber(phone, of: person))
                let device = try ledger.identities.identifier(.device)
                try ledger.insertPendingDevice(device, of: person, name: nil)
                _ = try ledger.insertKey(key.verifyingKey, purpose: .unrestricted, of: device)
                try ledger.markBound(device)
                return (person, device)
            }
        }

        mutating func answer(_ event: Event) async throws -> Int {
            do {
                return try await perform(event)
            } catch let fault as BankFault {
                return fault.httpStatus
            }
        }

        private mutating func perform(_ event: Event) async throws -> Int {
            let (person, device, request, body) = (person, device, request, body)
            switch event {
            case .restart: books = try Self.open(settings, clock)
            case .expire: clock.advance(by: .seconds(300))
            case .create:
                self.request = try await books.transact { ledger in
                    try ledger.trigger(TriggerChangeRequest(personID: person)).id
                }
                self.body = .otp("212212", person: person)
                return 202
            case .authorizeBySMS:
                _ = try await books.transact { try $0.authorize(request, .sms(person: person)) }
                self.body = .otp("212212", person: person)
                return 201
            case .authorizeByDevice:
                let authorized = try await books.transact { try $0.authorize(request, .device(device, purpose: nil)) }
                let text = try #require(authorized.authorization?.stringToSign)
                self.body = .device(device, signature: try key.field(for: Challenge(text)))
                return 201
            case .confirmRight:
                _ = try await books.transact { try $0.confirm(request, body) }.get()
                return 200
            case .confirmWrong:
                var wrong = body
                if wrong.tan != nil { wrong.tan = "000000" }
                if wrong.signature != nil { wrong.signature = "3006020101020101" }
                let sent = wrong
                _ = try await books.transact { try $0.confirm(request, sent) }.get()
                return 200
            case .deleteDevice:
                try await books.transact { try $0.removeDevice(try $0.requireBoundDevice(device).id) }
                return 204
            }
            return 0
        }

        var status: ChangeRequestStatus? {
            get async throws {
                let request = request
                return try? await books.read { try $0.changeRequest(request).status }
            }
        }
    }

    @Test("All sequences of events answer as the model says (C11)")
    func answersAsTheModel_inEverySequence() async throws {
        let length = Variables.count("COUNTERSIGN_MODEL_LENGTH", usual: 4)
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        settings.storage = .folder(folder.path)
        settings.otpMode = .static
        (settings.otpAttempts, settings.signatureAttempts) = (2, 2)
        let clock = VirtualClock(frozenAt: Moment(milliseconds: 1_640_185_533_634))
        var books = try Subject.open(settings, clock)
        var ran = 0
        for sequence in Self.sequences(upTo: length) {
            var model = Model()
            var subject = try await Subject(settings, clock, books, number: ran)
            for (place, event) in sequence.enumerated() {
                let expected = model.answer(event)
                let found = try await subject.answer(event)
                let status = try await subject.status
                #expect(found == expected && status == model.status, "event \(place) of \(sequence)")
            }
            books = subject.books
            ran += 1
        }
        let sizes = (1...length).map { length in (0..<length).reduce(1) { size, _ in size * 8 } }
        #expect(ran == sizes.reduce(0, +))
    }

    private static func sequences(upTo length: Int) -> [[Event]] {
        var (all, longest): ([[Event]], [[Event]]) = ([], [[]])
        for _ in 0..<length {
            longest = longest.flatMap { start in Event.allCases.map { start + [$0] } }
            all += longest
        }
        return all
    }
}
