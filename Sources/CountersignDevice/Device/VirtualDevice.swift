public import Countersign

/// A phone that stands in for the one in a customer's hand: it keeps keys, asks its policy, and answers challenges.
///
/// Its keys live in this process's memory and perhaps in a ``DeviceStore``: it is for tests and demonstrations. A
/// customer's key belongs into the secure hardware of a real phone.
///
/// ```swift
/// let phone = try VirtualDevice()
/// let point = try await phone.hexPoint()                    // for POST /v1/mfa/devices
/// let answer = try await phone.answer(SigningRequest("212212", route: .binding))
/// // answer.field for PUT /v1/mfa/challenges/signatures/{id}
/// ```
public actor VirtualDevice {
    /// The phone's state. Where there is a store it is what the store has.
    public private(set) var record: DeviceRecord
    /// What the phone was asked, the oldest first.
    public var journal: [SignedEntry] { Array(entries.suffix(journalCapacity)) }

    /// Up to twice as many as the journal keeps, so that not every entry moves all others.
    private var entries: [SignedEntry] = []
    private let store: (any DeviceStore)?
    private let prompt: ApprovalPrompt?
    private let journalCapacity: Int
    private let sleep: @Sendable (Duration) async throws -> Void
    private var asked = 0
    private var earlierText: Challenge?

    /// A new phone in memory with one key.
    ///
    /// - Parameters:
    ///   - name: 1 to 255 bytes of UTF-8.
    ///   - purposes: keys to make; the first is the one to bind the phone with.
    ///   - policy: when to sign.
    ///   - prompt: who is asked where the policy says to ask.
    /// - Throws: ``DeviceError`` `name`, `signing`.
    public init(
        name: String = "phone", purposes: [DeviceKeyPurpose] = [.unrestricted], policy: ApprovalPolicy = .approve,
        prompt: ApprovalPrompt? = nil
    ) throws(DeviceError) {
        var record = DeviceRecord(name: try DeviceName(name), policy: policy)
        for purpose in purposes { try record.makeKey(purpose) }
        self.init(record, prompt: prompt)
    }

    /// A phone of a record.
    ///
    /// - Parameters:
    ///   - record: keys and all; the same record twice is a phone and its clone.
    ///   - store: where each change is written before it counts.
    ///   - prompt: who is asked where the policy says to ask.
    ///   - journalCapacity: how many entries the journal keeps.
    ///   - sleep: waits for the policy's delays.
    public init(
        _ record: DeviceRecord, store: (any DeviceStore)? = nil, prompt: ApprovalPrompt? = nil,
        journalCapacity: Int = 100,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.record = record
        self.store = store
        self.prompt = prompt
        self.journalCapacity = max(0, journalCapacity)
        self.sleep = sleep
    }

    /// Hex of the public point, as the bank takes it.
    ///
    /// - Throws: ``DeviceError`` `no_key`, `wiped`.
    public func hexPoint(for purpose: DeviceKeyPurpose? = nil) throws(DeviceError) -> String {
        try record.key(for: purpose).verifyingKey.hexPoint
    }

    /// Changes the phone. Where there is a store, the change is made on what the store has now, and counts once it is
    /// written there.
    ///
    /// - Throws: what `change` throws, and what the store throws; then the phone is as it was.
    @discardableResult
    public func update<Result: Sendable>(
        _ change: @Sendable (inout DeviceRecord) throws -> Result
    ) throws -> Result {
        guard let store else {
            var copy = record
            let result = try change(&copy)
            record = copy
            return result
        }
        let name = record.name
        let (result, changed) = try store.update { book in
            var copy = try book.record(named: name)
            let result = try change(&copy)
            try book.replace(name, with: copy)
            return (result, copy)
        }
        record = changed
        return result
    }

    /// Asks policy, person and fingerprint, and signs.
    ///
    /// - Throws: ``DeviceError`` `denied`, `unanswered`, `biometrics`, `no_key`, `wiped`; `CancellationError` when the
    ///   task was cancelled meanwhile.
    public func answer(_ request: SigningRequest) async throws -> DeviceAnswer {
        asked += 1
        let number = asked
        do {
            try await approve(request)
            // The phone may have been wiped, or its key rotated, while somebody thought.
            let answer = try sign(request)
            note(SignedEntry(number: number, request: request, answer: answer, refusal: nil))
            earlierText = request.text
            return answer
        } catch let error as DeviceError {
            note(SignedEntry(number: number, request: request, answer: nil, refusal: error))
            throw error
        }
    }

    private func approve(_ request: SigningRequest) async throws {
        switch record.policy.decision(for: request) {
        case .approve: return
        case .deny: throw DeviceError(.denied, "the policy of the phone '\(record.name)' denies the request")
        case .delay(let milliseconds): try await sleep(.milliseconds(milliseconds))
        case .ask:
            guard let prompt else {
                throw DeviceError(.unanswered, "the policy says to ask, and there is nobody to be asked")
            }
            let isApproved: Bool
            do {
                isApproved = try await prompt(request)
            } catch let error as DeviceError {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                throw DeviceError(.unanswered, "nobody answered: \(error)")
            }
            guard isApproved else { throw DeviceError(.denied, "the person said no") }
        }
    }

    private func sign(_ request: SigningRequest) throws(DeviceError) -> DeviceAnswer {
        let key = try record.key(for: request.purpose)
        if key.purpose == .restricted { try record.gate.check() }
        let fault = record.fault
        let other = fault == .wrongPurpose ? record.keys.last { $0.purpose != key.purpose } : nil
        let made = try FaultySignature.make(
            request.text, key: key.signingKey, other: other?.signingKey, earlier: earlierText, fault: fault)
        return DeviceAnswer(
            field: made.field, signature: made.signature, keyIdentifier: key.verifyingKey.identifier,
            sendings: fault == .replay ? 2 : 1, fault: fault,
            expected: fault?.expected(on: request.route) ?? .accepted)
    }

    private func note(_ entry: SignedEntry) {
        guard journalCapacity > 0 else { return }
        if entries.count >= 2 * journalCapacity { entries.removeFirst(entries.count - journalCapacity) }
        entries.append(entry)
    }
}

extension VirtualDevice: ChallengeSigner {
    /// The public half of the key that signs change requests.
    public var verifyingKey: VerifyingKey {
        get throws(DeviceError) { try record.key(for: nil).verifyingKey }
    }

    /// Answers a change request's text.
    ///
    /// - Throws: as ``answer(_:)``; `signing` for a fault whose answer is no signature: use ``answer(_:)`` for those.
    public func signature(for challenge: Challenge) async throws -> Signature {
        let answer = try await answer(SigningRequest(challenge))
        guard let signature = answer.signature else {
            throw DeviceError(
                .signing,
                "the fault \(answer.fault?.rawValue ?? "") makes no signature: send the answer's field as it is")
        }
        return signature
    }
}
