import Countersign
import CountersignPrimitives
import Foundation
import Testing

@testable import CountersignDevice

@Suite struct DeviceFileTests {
    private let passphrase = Array("correct horse".utf8)

    /// A file with phones of these names.
    private func made(_ path: String, passphrase: [UInt8]?, _ names: String...) throws -> DeviceFile {
        let file = try DeviceFile.create(path, passphrase: passphrase)
        for name in names {
            let records = try book(name).records
            try file.update { try $0.add(records[0]) }
        }
        return file
    }

    @Test("What was written is read, every member of it, with and without a passphrase")
    func readsWhatWasWritten() async throws {
        let workshop = try Workshop()
        for (name, passphrase) in [("plain", nil), ("sealed", passphrase)] {
            let path = workshop.path(name)
            let file = try made(path, passphrase: passphrase, "phone", "e\u{301}", "\u{E9}", "..", "/etc/x", "-x")
            let phone = VirtualDevice(try file.read().records[0], store: file)
            let point = try await phone.hexPoint()
            try await phone.bound(deviceID: "d", personID: "p", bank: "http://b")
            try await phone.binding("e")
            let proposal = try await phone.proposeKey(.restricted)
            try await phone.adopt(try VerifyingKey(hexPoint: proposal.key).identifier, remoteID: "r")
            try await phone.update { record in
                record.policy = try ApprovalPolicy("deny if amount over 5; ask")
                record.fault = .replay
                record.gate = .cancelled
            }
            let read = try DeviceFile.open(path, passphrase: passphrase).read().records
            #expect(
                read.map(\.name.utf8) == ["phone", "e\u{301}", "\u{E9}", "..", "/etc/x", "-x"].map { Array($0.utf8) })
            #expect(read[0].deviceID == "d" && read[0].personID == "p" && read[0].bank == "http://b")
            #expect(read.map(\.pendingDeviceID) == ["e", nil, nil, nil, nil, nil])
            #expect(read[0].policy.description == "deny if amount over 5; ask")
            #expect(read[0].fault == .replay && read[0].gate == .cancelled)
            #expect(read[0].keys.map(\.verifyingKey.hexPoint) == [point, proposal.key])
            #expect(read[0].keys.map(\.state) == [.current, .current])
            #expect(read[0].keys.map(\.remoteID) == [nil, "r"])
            #expect(try workshop.mode(name) == 0o600)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: workshop.folder).allSatisfy {
                    !$0.hasSuffix(".new")
                })
        }
    }

    @Test("Twins of a name are two phones; a name that is taken is refused, also after a removal")
    func keepsNamesApart() throws {
        let workshop = try Workshop()
        let file = try made(workshop.path("f"), passphrase: nil, "\u{E9}", "e\u{301}", "c")
        let (one, two) = (try DeviceName("\u{E9}"), try DeviceName("e\u{301}"))
        let keys = try file.read().records.map { $0.keys[0].verifyingKey }
        #expect(try file.read().record(named: one).keys[0].verifyingKey == keys[0])
        #expect(try file.read().record(named: two).keys[0].verifyingKey == keys[1])
        let again = try book("c").records[0]
        #expect(code { try file.update { try $0.add(again) } } == .deviceExists)
        try file.update { try $0.remove(one) }
        #expect(code { try file.update { try $0.remove(one) } } == .unknownDevice)
        #expect(try file.read().record(named: two).keys[0].verifyingKey == keys[1])
        #expect(try file.read().record(named: try DeviceName("c")).keys[0].verifyingKey == keys[2])
    }

    @Test("Each flipped bit, each truncation, each byte more is found; nothing is read of such a file")
    func findsDamage() throws {
        let workshop = try Workshop()
        _ = try made(workshop.path("f"), passphrase: nil, "a", "b", "c")
        let whole = try workshop.bytes("f")
        var tried = 0
        func expectCorrupt(_ bytes: [UInt8]) throws {
            tried += 1
            do {
                _ = try Container(bytes)
                Issue.record("a damaged file of \(bytes.count) bytes was taken for whole")
            } catch {
                #expect(error.code == .storeCorrupt)
            }
        }
        for bit in 0..<(8 * whole.count) {
            var bytes = whole
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            try expectCorrupt(bytes)
        }
        for count in 0..<whole.count { try expectCorrupt(Array(whole.prefix(count))) }
        for count in 1...64 { try expectCorrupt(whole + [UInt8](repeating: 0, count: count)) }
        try expectCorrupt([])
        try expectCorrupt([UInt8](repeating: 0xFF, count: 4096))
        #expect(tried == 9 * whole.count + 66)
        // The same through the file itself.
        try workshop.write(Array(whole.dropLast()), "f")
        #expect(code { _ = try DeviceFile.open(workshop.path("f"), passphrase: nil) } == .storeCorrupt)
    }

    @Test("A change with a checksum to match is found by the tag; so is a wrong passphrase, before anything is read")
    func findsTampering() throws {
        let workshop = try Workshop()
        _ = try made(workshop.path("f"), passphrase: passphrase, "a")
        let whole = try workshop.bytes("f")
        let path = workshop.path("f")
        for place in [14, 20, 30, 41, 42, 60, whole.count - 33] {
            var body = Array(whole.dropLast(32))
            body[place] ^= 1
            try workshop.write(body + ChallengeDigest(of: Challenge("")).bytes, "f")
            #expect(code { _ = try DeviceFile.open(path, passphrase: passphrase) } == .storeCorrupt)
            try workshop.write(body + Self.sha256(body), "f")
            #expect(code { _ = try DeviceFile.open(path, passphrase: passphrase) } == .passphraseWrong)
        }
        try workshop.write(whole, "f")
        for wrong in ["", "correct horse\n", "Correct horse", String(repeating: "x", count: 1 << 20)] {
            #expect(code { _ = try DeviceFile.open(path, passphrase: Array(wrong.utf8)) } == .passphraseWrong)
        }
        #expect(code { _ = try DeviceFile.open(path, passphrase: nil) } == .passphraseNeeded)
        #expect(try DeviceFile.open(path, passphrase: passphrase).read().records.count == 1)
        #expect(try workshop.bytes("f") == whole)
    }

    @Test("A file of version 1 is read, and is of the present version once it is written")
    func readsAnOldFile() throws {
        let workshop = try Workshop()
        try workshop.write(Array(try #require(Data(base64Encoded: Self.versionOne))), "f")
        let file = try DeviceFile.open(workshop.path("f"), passphrase: nil)
        try file.update { book in
            let record = try book.record(named: try DeviceName("old"))
            #expect(record.pendingDeviceID == nil)
            #expect(record.keys[0].verifyingKey.identifier.hex.hasPrefix("fce777f2e252d62c"))
        }
        #expect(try workshop.bytes("f")[9] == 3)
        #expect(try DeviceFile.open(workshop.path("f"), passphrase: nil).read().records.count == 1)
    }

    @Test("A file of version 2 is read with its policy, and is of the present version once it is written")
    func readsAFileWithWrittenPolicies() throws {
        let workshop = try Workshop()
        try workshop.write(Array(try #require(Data(base64Encoded: Self.versionTwo))), "f")
        let file = try DeviceFile.open(workshop.path("f"), passphrase: nil)
        for version: UInt8 in [2, 3] {
            #expect(try workshop.bytes("f")[9] == version)
            let record = try file.read().records[0]
            #expect(record.keys[0].verifyingKey.identifier.hex.hasPrefix("6394133cd3b1ca75"))
            #expect(
                record.policy.rules == [
                    ApprovalRule(.deny, if: [.amountOver(5), .textContains(" a")]),
                    ApprovalRule(.delay(milliseconds: 250), if: [.route(.challenge), .purpose(.restricted)]),
                    ApprovalRule(.ask, if: [.subjectContains("x")]),
                ])
            try file.update { _ in }
        }
    }

    @Test("A file of version 2 whose policy breaks its grammar keeps its phones; the one of that policy signs nothing")
    func keepsThePhones_whenAWrittenPolicyCannotBeRead() throws {
        for policy in ["deny if text contains a;b", "deny if text contains ", "maybe", ""] {
            var record: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 1, 0x61, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(policy.utf8.count)]
            record += Array(policy.utf8) + [0, 0, 0, 6] + Array("passes".utf8) + [0, 0, 0, 0]
            let read = try RecordReader.book(of: SecretBytes(record), version: 2).records[0]
            #expect(read.policy == .deny, "\(policy)")
        }
    }

    @Test("Whatever a policy says, it is read as it was written: also words that look like its grammar")
    func readsEveryPolicy() throws {
        let words = ["a;b", "", " ", "x ", "x and route is binding", "x if y", ";", "\n\0", "\u{E9}", "e\u{301}"]
        var rules = words.map { ApprovalRule(.deny, if: [.textContains($0), .subjectContains($0)]) }
        for number in [0, -1, 5, .min, .max] {
            rules.append(ApprovalRule(.delay(milliseconds: number), if: [.amountOver(number), .amountUpTo(number)]))
        }
        for route in SigningRequest.Route.allCases { rules.append(ApprovalRule(.ask, if: [.route(route)])) }
        for purpose in DeviceKeyPurpose.allCases { rules.append(ApprovalRule(.approve, if: [.purpose(purpose)])) }
        let workshop = try Workshop()
        let file = try made(workshop.path("f"), passphrase: nil, "a")
        let name = try DeviceName("a")
        for policy in rules.map({ ApprovalPolicy([$0]) }) + [ApprovalPolicy(rules), .approve] {
            try file.update { book in
                var record = try book.record(named: name)
                record.policy = policy
                try book.replace(name, with: record)
            }
            let read = try DeviceFile.open(workshop.path("f"), passphrase: nil).read().records[0].policy
            // Swift takes a composed and a decomposed letter for one.
            #expect(read == policy && "\(read)".utf8.elementsEqual("\(policy)".utf8), "\(policy)")
        }
    }

    @Test("More than is ever read is not written, and the file is as it was")
    func refusesToWrite_whatItWouldNotRead() throws {
        let workshop = try Workshop()
        let file = try made(workshop.path("f"), passphrase: nil, "a")
        let before = try workshop.bytes("f")
        var large = DeviceRecord(name: try DeviceName("large"))
        large.bank = String(repeating: "x", count: StoreFile.limit)
        #expect(code { try file.update { try $0.add(large) } } == .storeIO)
        #expect(try workshop.bytes("f") == before)
    }

    /// A phone 'old' without a passphrase, as the tool wrote it before files had pending bindings.
    private static let versionOne =
        "Q1NQSE9ORVMAAQAAAAAWsfPAqxql1nO7w47QPJOlnoVKZd+BxROSzdCtwzOBrv2tDryCYPTp+kLDbFLuIbF46rBh5LruFJCizcCu"
        + "E/EVydchgeYwwfq07mQrAXTiFvMN5R8RkFR6TRAYPH+YztNQiejDjdQols6FJRuXq6d9OD7eIjanl0gDEJUKdfKBS3PD/Xbwk6QO"
        + "1jIla9lnzuWz0XEEopkDuVnyMRi/VMj9LtRQV+GrrCRymantxV8Uig=="

    /// A phone 'old' without a passphrase, as the tool wrote it when policies were texts.
    private static let versionTwo =
        "Q1NQSE9ORVMAAgAAAADnaiG7yhFyR08z5arVQI79aolURdiJQ2QpVR/k8IjEFFGneRcoGuq6DCXyT0x0SXb79AqpOZWSgcLgdt77nc9N"
        + "AXoccR1rhN/PW8OFsCk0acKGYLt0oaH/gO/lAWE6NwLs90A1dQYEaKHkwB2i5x6QFGlgDlLjZcPiHjZCWAFoq8ZL8r1D6VZLNt7rC8t0"
        + "H1Gr5DNpBfNZrHpYkBsR5L5ECgPCWDrtHoVfckckt2qHqWbQx6/7l3wANyx47Dw7XRWIXcRcVBeeunnOFZNBCxTaE3yLmpDaZSf7wBHk"
        + "cL2jZrFypavZhsP+L/w9dtsN7xhSM7p+7WKA6fOhL+CwCMeJd7ltBopdJK4Fb0RUfye4aSpx3hh6C0+j5ipwzscS5I+GIZVZTobh3zps"
        + "wug="

    @Test("A newer version and an absurd key derivation are refused before anything is derived")
    func refusesVersionsAndCosts() throws {
        let workshop = try Workshop()
        _ = try made(workshop.path("f"), passphrase: nil, "a")
        let whole = try workshop.bytes("f")
        func variant(_ change: (inout [UInt8]) -> Void) -> DeviceError.Code? {
            var body = Array(whole.dropLast(32))
            change(&body)
            return code { _ = try Container(body + Self.sha256(body)) }
        }
        #expect(variant { $0[9] = 4 } == .storeVersion)
        #expect(variant { $0[8] = 0xFF } == .storeVersion)
        #expect(variant { $0[9] = 0 } == .storeVersion)
        for (version, words) in [(UInt8(0), "no tool wrote it"), (4, "a newer tool wrote it")] {
            var body = Array(whole.dropLast(32))
            body[9] = version
            let error = #expect(throws: DeviceError.self) { try Container(body + Self.sha256(body)) }
            #expect(error?.reason == "expected a file of version 1 to 3, found version \(version): \(words)")
        }
        for kdf: [UInt8] in [
            [2, 14, 8, 1], [1, 0, 8, 1], [1, 31, 8, 1], [1, 63, 255, 255], [1, 14, 0, 1], [1, 14, 8, 0], [1, 17, 8, 1],
            [1, 14, 9, 1], [1, 14, 8, 17], [0, 1, 0, 0], [255, 255, 255, 255],
        ] {
            #expect(variant { $0.replaceSubrange(10..<14, with: kdf) } == .storeKDF, "\(kdf)")
        }
    }

    @Test("No file holds a private key in the clear, in hex, in Base64, or the passphrase")
    func hidesSecrets() async throws {
        let workshop = try Workshop()
        let file = try made(workshop.path("f"), passphrase: passphrase, "a")
        let pem = String(decoding: try file.read().records[0].keys[0].export(passphrase: nil), as: UTF8.self)
        let der = try #require(Data(base64Encoded: pem.split(separator: "\n").dropFirst().dropLast().joined()))
        let scalar = Array(der[36..<68])
        let secrets = [scalar, Array(Data(scalar).base64EncodedData()), Array(Hex.encode(scalar).utf8), passphrase]
        for name in try FileManager.default.contentsOfDirectory(atPath: workshop.folder) {
            let bytes = try workshop.bytes(name)
            for secret in secrets { #expect(!bytes.contains(secret)) }
        }
    }

    @Test("Under another passphrase the phones are there, and the old one opens nothing; a file can lose and gain one")
    func changesThePassphrase() throws {
        let workshop = try Workshop()
        let path = workshop.path("f")
        let file = try made(path, passphrase: passphrase, "a")
        let key = try file.read().records[0].keys[0].verifyingKey
        let other = try DeviceFile.open(path, passphrase: passphrase)
        var old: [UInt8]? = passphrase
        for new in [Array("battery".utf8), nil, Array("staple".utf8)] as [[UInt8]?] {
            let before = try workshop.bytes("f")
            try file.changePassphrase(to: new)
            #expect(try workshop.bytes("f")[14..<30] != before[14..<30])
            #expect(try workshop.mode("f") == 0o600)
            for store in [file, try DeviceFile.open(path, passphrase: new)] {
                #expect(try store.read().records[0].keys[0].verifyingKey == key)
                try store.update { _ in }
            }
            if new != nil {
                let expected: DeviceError.Code = old == nil ? .passphraseNeeded : .passphraseWrong
                #expect(code { _ = try DeviceFile.open(path, passphrase: old) } == expected)
                #expect(code { _ = try other.read() } == .passphraseWrong)
            }
            old = new
        }
    }

    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        (try? Hashing.sha256(bytes)) ?? []
    }
}
