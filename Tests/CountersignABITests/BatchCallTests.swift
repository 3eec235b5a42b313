import CCountersign
import Countersign
import CountersignBatch
import CountersignTestSupport
import Testing

@Suite("C interface: many at once")
struct BatchCallTests {
    /// Whose signature it should be.
    enum Key { case number(UInt64), id(String), point([UInt8]) }

    static func verify(
        _ verifier: countersign_handle, _ questions: [(key: Key, text: [UInt8], field: [UInt8])]
    ) -> (Answer, [countersign_verdict]) {
        var memory: [UnsafeMutableRawPointer] = []
        defer { memory.forEach { $0.deallocate() } }
        func place(_ bytes: [UInt8]) -> UnsafeRawPointer {
            let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, bytes.count), alignment: 1)
            copy.copyMemory(from: bytes, byteCount: bytes.count)
            memory.append(copy)
            return UnsafeRawPointer(copy)
        }
        let items = questions.map { question in
            var item = countersign_item()
            switch question.key {
            case .number(let number): item.enrolled = number
            case .id(let id): (item.id, item.id_length) = (place(Array(id.utf8)), id.utf8.count)
            case .point(let point): item.point = place(point)
            }
            (item.text, item.text_length) = (place(question.text), question.text.count)
            (item.field, item.field_length) = (place(question.field), question.field.count)
            return item
        }
        var verdicts = [countersign_verdict](
            repeating: countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 7), count: items.count)
        let answer = answer { countersign_verifier_verify(verifier, items, items.count, &verdicts, &$0) }
        return (answer, verdicts)
    }

    static func names(_ verdicts: [countersign_verdict]) -> [String] {
        verdicts.map { String(cString: countersign_verdict_name($0.code)) }
    }

    @Test("gives the verdicts of the Swift API on every kernel, for items of all kinds and flaws")
    func agreesWithSwift() throws {
        var random = SeededRandom.printed(for: "C batches")
        let keys = try (0..<8).map { _ in try SigningKey() }
        var questions: [(key: Key, text: [UInt8], field: [UInt8])] = []
        var items: [BatchItem] = []
        for index in 0..<600 {
            let key = keys[index % 8]
            let text = "\(random.next())-ü"
            var field = Array(try key.signature(for: Challenge(text)).field.utf8)
            switch random.next() % 4 {
            case 0: field[Int(random.next() % UInt64(field.count))] = Array("0123456789abcdefg".utf8)[index % 17]
            case 1: field = Array(try Signature(field: String(decoding: field, as: UTF8.self)).text(.rsHex).utf8)
            default: break
            }
            let fieldText = String(decoding: field, as: UTF8.self)
            switch index % 3 {
            case 0:
                let id = index % 30 == 0 ? "nobody" : "device-\(index % 8)"
                questions.append((.id(id), Array(text.utf8), field))
                items.append(BatchItem(keyID: id, challenge: Challenge(text), signature: fieldText))
            case 1:
                questions.append((.number(0), Array(text.utf8), field))
                items.append(BatchItem(keyID: "device-\(index % 8)", challenge: Challenge(text), signature: fieldText))
            default:
                questions.append((.point(key.verifyingKey.x963Representation), Array(text.utf8), field))
                items.append(BatchItem(key: key.verifyingKey, challenge: Challenge(text), signature: fieldText))
            }
        }
        for kernel in Kernel.all where kernel.isAvailable {
            let (swift, verifier) = (try BatchVerifier(.init()), try newVerifier(kernel: kernel.name))
            defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
            var numbers: [UInt64] = []
            for (number, key) in keys.enumerated() {
                try swift.enrol(key.verifyingKey, id: "device-\(number)")
                let (_, handle, _) = imported(key.verifyingKey.x963Representation)
                numbers.append(try enrolled(verifier, handle, "device-\(number)"))
                close(handle)
            }
            for index in questions.indices where index % 3 == 1 { questions[index].key = .number(numbers[index % 8]) }
            let expected = try swift.verify(items)
            let (answer, verdicts) = Self.verify(verifier, questions)
            #expect(answer.status == COUNTERSIGN_OK, "\(answer)")
            #expect(Self.names(verdicts) == expected.map { "\($0.code)" }, "\(kernel) \(random)")
            #expect(verdicts.map { Int($0.offset) } == expected.map { $0.defect?.offset ?? Int(UInt32.max) })
            #expect(Set(expected.map(\.code)).count == 5)
            let name = output { countersign_verifier_kernel(verifier, $0, $1, $2, &$3) }
            #expect(name.bytes == Array(kernel.name.utf8) && name.end == 0)
        }
    }

    @Test("judges a text alone and in a batch alike, also when it is not UTF-8 or the point is none")
    func agreesWithTheSingleCall_whenInputIsBad() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let number = try enrolled(verifier, key, "k")
        let field = try signed(key, "212212")
        var compressed = exported(key, COUNTERSIGN_FORMAT_POINT).bytes
        compressed[0] = 2
        let text = Array("212212".utf8)
        let (answer, verdicts) = Self.verify(
            verifier,
            [
                (.number(number), text, field), (.number(number), text + [0xFF], field),
                (.point(compressed), text, field),
                (.number(number), [], field), (.number(number), text, []), (.number(number), text, field),
            ])
        #expect(answer.status == COUNTERSIGN_OK)
        #expect(
            Self.names(verdicts) == [
                "ok", "text_not_utf8", "key_malformed", "signature_mismatch", "signature_malformed", "ok",
            ])
    }

    @Test func judgesMoreItemsThanOnePassTakes() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let number = try enrolled(verifier, key, "k")
        let field = try signed(key, "1")
        let (text, count) = (Array("1".utf8), 7_000)
        try field.withUnsafeBufferPointer { field in
            try text.withUnsafeBufferPointer { text in
                var item = countersign_item()
                item.enrolled = number
                (item.text, item.text_length) = (UnsafeRawPointer(text.baseAddress), 1)
                // All but one in a hundred are cut off before they are signatures, so that the kernel has little to do.
                let items = (0..<count).map { index in
                    var item = item
                    item.field = UnsafeRawPointer(field.baseAddress)
                    item.field_length = index % 100 == 99 ? field.count : 10
                    return item
                }
                var verdicts = [countersign_verdict](repeating: countersign_verdict(), count: count)
                #expect(countersign_verifier_verify(verifier, items, count, &verdicts, nil) == COUNTERSIGN_OK)
                for (index, verdict) in verdicts.enumerated() {
                    let isWhole = index % 100 == 99
                    let expected = isWhole ? COUNTERSIGN_VERDICT_OK : COUNTERSIGN_VERDICT_SIGNATURE_MALFORMED
                    try #require(verdict.code == expected, "item \(index)")
                }
            }
        }
    }

    @Test func findsAndRemovesKeysByTheirId() throws {
        let (key, other) = (try newKey(), try newKey())
        let verifier = try newVerifier(COUNTERSIGN_TABLES_ON_ENROLMENT)
        defer { [key, other].forEach { close($0) } }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let number = try enrolled(verifier, key, "é")
        #expect(try enrolled(verifier, key, "é") == number, "the same again")
        var found: UInt64 = 0
        #expect(countersign_verifier_find(verifier, "é", 2, &found, nil) == COUNTERSIGN_OK && found == number)
        #expect(countersign_verifier_find(verifier, "e\u{301}", 3, &found, nil) == COUNTERSIGN_ERROR_KEY_UNKNOWN)
        #expect(found == 0)
        let taken = answer { countersign_verifier_enrol(verifier, other, "é", 2, &found, &$0) }
        #expect(taken.status == COUNTERSIGN_ERROR_KEY_ID && found == 0, "\(taken)")
        #expect(countersign_verifier_remove(verifier, "é", 2, nil) == COUNTERSIGN_OK)
        #expect(countersign_verifier_remove(verifier, "é", 2, nil) == COUNTERSIGN_ERROR_KEY_UNKNOWN)
        let text = Array("1".utf8)
        let (_, verdicts) = Self.verify(verifier, [(.number(number), text, try signed(key, text))])
        #expect(Self.names(verdicts) == ["key_unknown"])
    }

    @Test("finds no key under the number that another verifier gave")
    func knowsNoForeignNumber() throws {
        let key = try newKey()
        let verifiers = try (0..<20).map { _ in try newVerifier() }
        defer { close(key) }
        defer { for verifier in verifiers { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) } }
        let numbers = try verifiers.map { try enrolled($0, key, "k") }
        #expect(Set(numbers).count == 20)
        let text = Array("1".utf8)
        let field = try signed(key, text)
        for (index, verifier) in verifiers.enumerated() {
            let (_, verdicts) = Self.verify(verifier, numbers.map { (.number($0), text, field) })
            for (other, name) in Self.names(verdicts).enumerated() {
                #expect(name == (other == index ? "ok" : "key_unknown"))
            }
        }
    }
}
