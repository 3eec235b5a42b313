import Countersign
import Synchronization
import Testing

@testable import CountersignDevice

@Suite struct VirtualDeviceTests {
    @Test("A phone makes a key and signs the OTP with it (CARD-015)")
    func signsTheOTP_whenItIsBound() async throws {
        let phone = try VirtualDevice()
        let key = try VerifyingKey(hexPoint: try await phone.hexPoint())
        let answer = try await phone.answer(SigningRequest("212212", route: .binding))
        #expect(try key.isValidSignature(try Signature(field: answer.field), for: "212212"))
        #expect(answer.expected == .accepted)
        #expect(answer.sendings == 1)
        #expect(answer.keyIdentifier == key.identifier)
        #expect(await phone.journal.map(\.request.text) == ["212212"])
    }

    @Test("A phone is a signer of challenges like any other")
    func signsAsAChallengeSigner() async throws {
        let phone: any ChallengeSigner = try VirtualDevice()
        let signature = try await phone.signature(for: "text")
        #expect(try await phone.verifyingKey.isValidSignature(signature, for: "text"))
    }

    @Test("A restricted key passes the fingerprint each time, the other never")
    func asksForTheFinger_whenTheKeyIsRestricted() async throws {
        let phone = try VirtualDevice(purposes: [.restricted])
        for (gate, isOpen) in [(BiometricGate.passes, true), (.fails, false), (.cancelled, false), (.absent, false)] {
            try await phone.update { $0.gate = gate }
            let found = await code { _ = try await phone.answer(SigningRequest("x", purpose: .restricted)) }
            #expect(found == (isOpen ? nil : .biometrics))
        }
        let open = try VirtualDevice()
        try await open.update { $0.gate = .fails }
        _ = try await open.answer(SigningRequest("x"))
        #expect(await code { _ = try await open.answer(SigningRequest("x", purpose: .restricted)) } == .noKey)
    }

    @Test("A new key is signed for, over its hex text, and signs once the bank has it")
    func rotates_whenTheBankHasTheKey() async throws {
        let phone = try VirtualDevice()
        let old = try VerifyingKey(hexPoint: try await phone.hexPoint())
        let proposal = try await phone.proposeKey(.unrestricted)
        let new = try VerifyingKey(hexPoint: proposal.key)
        #expect(proposal.key.utf8.count == 130)
        #expect(try old.isValidSignature(try Signature(field: proposal.answer.field), for: Challenge(proposal.key)))
        // Pending: the old one still signs.
        #expect(try await phone.hexPoint() == old.hexPoint)
        #expect(await phone.record.keys.map(\.state) == [.current, .pending])
        try await phone.adopt(new.identifier, remoteID: "key-2")
        #expect(try await phone.hexPoint() == new.hexPoint)
        #expect(await phone.record.keys.map(\.state) == [.retired, .current])
        #expect(await phone.record.keys.last?.remoteID == "key-2")
        #expect(await code { try await phone.discard(new.identifier) } == .noKey)
        let refused = try await phone.proposeKey(.restricted, signedBy: .unrestricted)
        try await phone.discard(try VerifyingKey(hexPoint: refused.key).identifier)
        #expect(await phone.record.keys.count == 2)
    }

    @Test("A proposal that the person denies leaves no key behind")
    func forgetsTheNewKey_whenItIsDenied() async throws {
        let phone = try VirtualDevice(policy: .deny)
        #expect(await code { _ = try await phone.proposeKey(.restricted) } == .denied)
        #expect(await phone.record.keys.count == 1)
    }

    @Test("A wiped phone signs nothing, also when it was wiped while somebody thought")
    func signsNothing_whenItWasWiped() async throws {
        let phone = try VirtualDevice()
        try await phone.bound(deviceID: "d", personID: "p", bank: "http://127.0.0.1")
        try await phone.wipe()
        #expect(await code { _ = try await phone.answer(SigningRequest("x")) } == .wiped)
        #expect(await phone.record.deviceID == nil)

        let holder = Mutex<VirtualDevice?>(nil)
        let slow = try VirtualDevice(policy: .ask) { _ in
            try await holder.withLock { $0 }?.wipe()
            return true
        }
        holder.withLock { $0 = slow }
        defer { holder.withLock { $0 = nil } }  // the phone and its callback hold each other
        #expect(await code { _ = try await slow.answer(SigningRequest("x")) } == .wiped)
    }

    @Test("Renaming is local; a name that is no name is refused")
    func renames() async throws {
        let phone = try VirtualDevice()
        try await phone.rename("Ada's other phone")
        #expect(await phone.record.name.description == "Ada's other phone")
        for name in ["", String(repeating: "x", count: 256), "a\nb", "a\u{202E}b", "\0"] {
            #expect(await code { try await phone.rename(name) } == .name)
        }
    }

    @Test("A key leaves as PKCS#8 and comes back, encrypted or not; a clone has the same one")
    func exportsAndImports() async throws {
        let phone = try VirtualDevice()
        let point = try await phone.hexPoint()
        for passphrase in [nil, Array("correct horse".utf8)] {
            let pem = try await phone.exportKey(passphrase: passphrase)
            let header = passphrase == nil ? "-----BEGIN PRIVATE KEY-----" : "-----BEGIN ENCRYPTED PRIVATE KEY-----"
            #expect(String(decoding: pem, as: UTF8.self).hasPrefix(header))
            let other = try VirtualDevice(name: "other")
            try await other.importKey(pem, passphrase: passphrase)
            #expect(try await other.hexPoint() == point)
            #expect(await code { try await other.importKey(pem, passphrase: passphrase) } == .keyExists)
        }
        let clone = await phone.clone()
        #expect(try await clone.hexPoint() == point)
        await #expect(throws: CountersignError.self) { try await phone.importKey(Array("nonsense".utf8)) }
        #expect(try await phone.hexPoint() == point)
    }

    @Test("The journal keeps what was asked, refusals too, up to its capacity")
    func keepsAJournal() async throws {
        var record = DeviceRecord(name: try DeviceName("phone"), policy: try ApprovalPolicy("deny if text contains no"))
        try record.makeKey(.unrestricted)
        let phone = VirtualDevice(record, journalCapacity: 3)
        for text in ["1", "2", "no", "4"] { _ = try? await phone.answer(SigningRequest(Challenge(text))) }
        let journal = await phone.journal
        #expect(journal.map(\.number) == [2, 3, 4])
        #expect(journal.map { $0.refusal?.code } == [nil, .denied, nil])
        #expect(journal.map { $0.answer == nil } == [false, true, false])
    }

    @Test("What changes a phone in a store is in the store at once, and a failed change is nowhere")
    func writesThrough() async throws {
        let memory = DeviceMemory()
        let start = try book("phone")
        try memory.update { $0 = start }
        let phone = VirtualDevice(start.records[0], store: memory)
        try await phone.bound(deviceID: "d1", personID: "p1")
        #expect(memory.read().records[0].deviceID == "d1")
        // Somebody else's change is kept.
        try memory.update { book in
            var record = book.records[0]
            record.gate = .fails
            try book.replace(record.name, with: record)
        }
        try await phone.rename("new name")
        #expect(memory.read().records[0].gate == .fails)
        #expect(memory.read().records[0].name.description == "new name")
        struct Trouble: Error {}
        await #expect(throws: Trouble.self) {
            try await phone.update { record in
                record.deviceID = "lost"
                throw Trouble()
            }
        }
        #expect(await phone.record.deviceID == "d1")
        #expect(memory.read().records[0].deviceID == "d1")
    }
}
