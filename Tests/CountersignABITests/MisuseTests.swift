import CCountersign
import CountersignTestSupport
import Testing

@Suite("C interface: misuse is an error code and no crash")
struct MisuseTests {
    private let argument = COUNTERSIGN_ERROR_ARGUMENT
    private let handle = COUNTERSIGN_ERROR_HANDLE

    @Test("answers an error to NULL in each place where a pointer must be")
    func refusesNULL() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        var length = 0
        #expect(countersign_key_new(nil, nil) == argument)
        #expect(countersign_key_import(nil, 10, nil, 0, nil, nil, nil) == argument)
        #expect(countersign_key_import("x", 1, nil, 0, nil, nil, nil) == argument)
        #expect(countersign_key_describe(key, nil, nil) == argument)
        #expect(countersign_key_export(key, COUNTERSIGN_FORMAT_POINT, nil, 0, nil, 100, &length, nil) == argument)
        #expect(countersign_key_export(key, COUNTERSIGN_FORMAT_POINT, nil, 5, nil, 0, &length, nil) == argument)
        #expect(countersign_sign(key, nil, 3, nil, 0, &length, nil) == argument)
        #expect(countersign_sign(key, "123", 3, nil, 145, &length, nil) == argument)
        #expect(countersign_verify(key, nil, 3, "30", 2, nil) == argument)
        #expect(countersign_verify(key, "123", 3, nil, 2, nil) == argument)
        let (rs, der) = (COUNTERSIGN_ENCODING_RS, COUNTERSIGN_ENCODING_DER)
        #expect(countersign_convert(rs, nil, 64, der, nil, 0, nil, nil) == argument)
        #expect(countersign_explain(key, nil, 1, "30", 2, nil, 0, nil, nil) == argument)
        #expect(countersign_explain_question(nil, nil, 0, nil, nil) == argument)
        #expect(countersign_verifier_new(nil, 0, COUNTERSIGN_TABLES_NEVER, nil, nil) == argument)
        #expect(countersign_verifier_enrol(verifier, key, nil, 4, nil, nil) == argument)
        #expect(countersign_verifier_find(verifier, nil, 4, nil, nil) == argument)
        #expect(countersign_verifier_remove(verifier, nil, 4, nil) == argument)
        #expect(countersign_verifier_verify(verifier, nil, 1, nil, nil) == argument)
        var item = countersign_item()
        item.enrolled = 1
        #expect(countersign_verifier_verify(verifier, &item, 1, nil, nil) == argument)
        #expect(countersign_verifier_kernel(verifier, nil, 9, nil, nil) == argument)
        // NULL is empty input where its length is 0, and a result that nobody wants.
        #expect(countersign_verify(key, nil, 0, nil, 0, nil) == COUNTERSIGN_ERROR_SIGNATURE)
        #expect(countersign_verifier_verify(verifier, nil, 0, nil, nil) == COUNTERSIGN_OK)
        #expect(countersign_verifier_enrol(verifier, key, nil, 0, nil, nil) == COUNTERSIGN_OK)
    }

    @Test("a result may go where an input lies, which is read first; no verdict survives a call that failed")
    func readsItsInputsFirst_whenTheResultGoesThere() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let text = Array("212212".utf8)
        var length = 0
        var room = text + Array(repeating: 0, count: 200)
        room.withUnsafeMutableBytes { room in
            let field = room.baseAddress?.assumingMemoryBound(to: CChar.self)
            #expect(countersign_sign(key, room.baseAddress, text.count, field, 200, &length, nil) == COUNTERSIGN_OK)
        }
        #expect(countersign_verify(key, text, text.count, Array(room[..<length]), length, nil) == COUNTERSIGN_OK)
        let secret = Array("correct horse".utf8)
        room = secret + Array(repeating: 0, count: 2048)
        let format = COUNTERSIGN_FORMAT_PKCS8_ENCRYPTED_PEM
        room.withUnsafeMutableBytes { room in
            let start = room.baseAddress
            let status = countersign_key_export(key, format, start, secret.count, start, 2048, &length, nil)
            #expect(status == COUNTERSIGN_OK)
        }
        var imported: countersign_handle = 0
        #expect(
            countersign_key_import(room, length, secret, secret.count, &imported, nil, nil) == COUNTERSIGN_OK)
        close(imported)

        let good = countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 0)
        var verdicts = [good, good]
        #expect(countersign_verifier_verify(verifier, nil, 2, &verdicts, nil) == argument)
        #expect(verdicts.allSatisfy { $0.code == COUNTERSIGN_VERDICT_NONE })
    }

    @Test func answersAnErrorToEveryHandle_thatIsNotOpenOrOfAnotherKind() async {
        // In a process of its own: what is near to these may be what another test has open.
        await #expect(processExitsWith: .success) { try MisuseTests().tryEveryHandle() }
    }

    private func tryEveryHandle() throws {
        let (key, verifier) = (try newKey(), try newVerifier())
        let closed = try newKey()
        close(closed)
        var random = SeededRandom.printed(for: "handles")
        let near = [key, verifier].flatMap { handle in (0..<64).map { handle ^ (1 << $0) } }
        let wrong = [0, 1, .max, closed] + near + (0..<200).map { _ in random.next() }
        let open: Set = [key, verifier]
        var length = 0
        var description = countersign_key_description()
        for number in wrong where !open.contains(number) {
            #expect(countersign_key_close(number, nil) == handle, "\(number)")
            #expect(countersign_verifier_close(number, nil) == handle, "\(number)")
            #expect(countersign_key_describe(number, &description, nil) == handle)
            #expect(countersign_sign(number, "1", 1, nil, 0, &length, nil) == handle)
            #expect(countersign_verifier_find(number, "1", 1, nil, nil) == handle)
        }
        // Each where the other belongs.
        #expect(countersign_key_close(verifier, nil) == handle)
        #expect(countersign_verifier_close(key, nil) == handle)
        #expect(countersign_verify(verifier, "1", 1, "30", 2, nil) == handle)
        #expect(countersign_key_export(verifier, COUNTERSIGN_FORMAT_POINT, nil, 0, nil, 0, nil, nil) == handle)
        #expect(countersign_explain(verifier, "1", 1, "30", 2, nil, 0, nil, nil) == handle)
        #expect(countersign_verifier_kernel(key, nil, 0, nil, nil) == handle)
        #expect(countersign_verifier_enrol(verifier, verifier, "1", 1, nil, nil) == handle)
        #expect(countersign_verifier_enrol(key, key, "1", 1, nil, nil) == handle)
        var item = countersign_item()
        var verdict = countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 0)
        #expect(countersign_verifier_verify(key, nil, 0, nil, nil) == handle)
        #expect(countersign_verifier_verify(key, &item, 1, &verdict, nil) == handle)
        #expect(verdict.code == COUNTERSIGN_VERDICT_NONE)
        #expect(answer { countersign_key_describe(closed, &description, &$0) }.reason.contains("open key"))
        close(key)
        #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK)
    }

    @Test func knowsNoClosedKey_whenItsPlaceIsUsedAgain() throws {
        var closed: [countersign_handle] = []
        for _ in 0..<300 {
            let key = try key("02a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da")
            for old in closed.suffix(20) { #expect(countersign_verify(old, "1", 1, "30", 2, nil) == handle) }
            #expect(!closed.contains(key))
            close(key)
            #expect(countersign_key_close(key, nil) == handle, "closed twice")
            closed.append(key)
        }
    }

    @Test func saysWhatIsNeeded_andWritesNothing_whenABufferIsShort() throws {
        let key = try newKey()
        defer { close(key) }
        for (format, isText) in [(COUNTERSIGN_FORMAT_POINT, false), (COUNTERSIGN_FORMAT_HEX_POINT, true)] {
            let length = exported(key, format).length
            let needed = length + (isText ? 1 : 0)
            for capacity in 0...needed {
                let result = exported(key, format, capacity: capacity)
                #expect(result.length == length)
                let isEnough = capacity == needed
                #expect(result.answer.status == (isEnough ? COUNTERSIGN_OK : COUNTERSIGN_ERROR_BUFFER), "\(capacity)")
            }
        }
        var length = -1
        #expect(countersign_sign(key, "1", 1, nil, 0, &length, nil) == COUNTERSIGN_ERROR_BUFFER)
        #expect(length == 144, "each field has a length of its own, and the longest is asked for")
        let exact = output(capacity: length + 1) { countersign_sign(key, "1", 1, $0, $1, $2, &$3) }
        #expect(exact.answer.status == COUNTERSIGN_OK)
        let tooSmall = output(capacity: 100) { countersign_sign(key, "1", 1, $0, $1, $2, &$3) }
        #expect(tooSmall.answer.status == COUNTERSIGN_ERROR_BUFFER && tooSmall.answer.reason.contains("found 100"))
        #expect(countersign_explain(key, "1", 1, "30", 2, nil, 0, &length, nil) == COUNTERSIGN_ERROR_BUFFER)
        #expect(length > 100)
    }

    @Test func refusesLengthsAndNumbers_thatNobodyCanMean() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let most = Int(COUNTERSIGN_INPUT_MAX_BYTES)
        for length in [-1, .min, .max, most + 1] {
            #expect(countersign_verify(key, "1", length, "30", 2, nil) == argument)
            #expect(countersign_verify(key, "1", 1, "30", length, nil) == argument)
            #expect(countersign_key_import("1", length, nil, 0, nil, nil, nil) == argument)
            #expect(countersign_verifier_find(verifier, "1", length, nil, nil) == argument)
            var item = countersign_item()
            item.enrolled = 1
            var verdict = countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 0)
            "1".withCString { item.text = UnsafeRawPointer($0) }
            item.text_length = length
            let answer = answer { countersign_verifier_verify(verifier, &item, 1, &verdict, &$0) }
            #expect(answer.status == argument && answer.offset == 0 && answer.reason.hasPrefix("item 0"), "\(answer)")
            #expect(verdict.code == COUNTERSIGN_VERDICT_NONE)
            #expect(countersign_verifier_verify(verifier, &item, length, &verdict, nil) == argument)
            var buffer: [CChar] = [0]
            if length < 0 { #expect(countersign_sign(key, "1", 1, &buffer, length, nil, nil) == argument) }
        }
        for raw: UInt32 in [0, 10, 27, 99, .max] {
            let format = countersign_format(rawValue: raw)
            #expect(countersign_key_export(key, format, nil, 0, nil, 0, nil, nil) == argument)
            let encoding = countersign_encoding(rawValue: raw)
            #expect(countersign_convert(encoding, "1", 1, COUNTERSIGN_ENCODING_RS, nil, 0, nil, nil) == argument)
            #expect(
                countersign_convert(
                    COUNTERSIGN_ENCODING_RS, [UInt8](repeating: 1, count: 64), 64, encoding, nil, 0, nil, nil)
                    == argument)
            var made: countersign_handle = 9
            let tables = countersign_tables(rawValue: raw + (raw == 0 ? 3 : 0))
            #expect(countersign_verifier_new(nil, 0, tables, &made, nil) == argument)
            #expect(made == 0)
        }
        var made: countersign_handle = 9
        // A budget is no more than what tables may take one day.
        for bytes: UInt64 in [1, 1 << 46] {
            #expect(countersign_verifier_new(nil, bytes, COUNTERSIGN_TABLES_ON_ENROLMENT, &made, nil) == COUNTERSIGN_OK)
            _ = try enrolled(made, key, "k")
            #expect(countersign_verifier_close(made, nil) == COUNTERSIGN_OK)
        }
        made = 9
        #expect(countersign_verifier_new(nil, .max, COUNTERSIGN_TABLES_NEVER, &made, nil) == argument)
        let kernel = answer { countersign_verifier_new("abacus", 0, COUNTERSIGN_TABLES_NEVER, &made, &$0) }
        #expect(kernel.status == COUNTERSIGN_ERROR_KERNEL && kernel.code == "kernel_unknown" && made == 0)
    }

    @Test func refusesOddAddresses() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 1024, alignment: 16)
        defer { memory.deallocate() }
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: 1024)
        func odd<T>(_ type: T.Type) -> UnsafeMutablePointer<T> {
            UnsafeMutablePointer(bitPattern: UInt(bitPattern: memory) + 1)!
        }
        #expect(countersign_key_new(odd(countersign_handle.self), nil) == argument)
        #expect(countersign_key_new(nil, odd(countersign_failure.self)) == argument)
        #expect(countersign_key_describe(key, odd(countersign_key_description.self), nil) == argument)
        #expect(countersign_sign(key, "1", 1, nil, 0, odd(Int.self), nil) == argument)
        #expect(countersign_explain_question(odd(countersign_question.self), nil, 0, nil, nil) == argument)
        var verdict = countersign_verdict()
        #expect(countersign_verifier_verify(verifier, odd(countersign_item.self), 1, &verdict, nil) == argument)
        var item = countersign_item()
        #expect(countersign_verifier_verify(verifier, &item, 1, odd(countersign_verdict.self), nil) == argument)
    }

    @Test func givesNoVerdict_whenOneItemOfABatchNamesNoKeyOrTwo() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        defer { close(key) }
        defer { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
        let number = try enrolled(verifier, key, "k")
        let field = try signed(key, "1")
        field.withUnsafeBufferPointer { field in
            var good = countersign_item()
            good.enrolled = number
            (good.field, good.field_length) = (UnsafeRawPointer(field.baseAddress), field.count)
            var (none, two) = (good, good)
            none.enrolled = 0
            two.point = UnsafeRawPointer(field.baseAddress)
            for bad in [none, two] {
                var verdicts = [countersign_verdict](
                    repeating: countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 0), count: 3)
                let answer = answer { countersign_verifier_verify(verifier, [good, good, bad], 3, &verdicts, &$0) }
                #expect(answer.status == argument && answer.offset == 2, "\(answer)")
                #expect(verdicts.allSatisfy { $0.code == COUNTERSIGN_VERDICT_NONE })
            }
        }
    }

    @Test func refusesQuestions_thatHaveNoKeyOrTwoOrTooManyCandidates() throws {
        let key = try newKey()
        defer { close(key) }
        var question = countersign_question()
        #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
        question.key = key
        question.sent_key.length = 5
        #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
        question.sent_key.length = 0
        question.other_key_count = 1
        #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
        let keys = [countersign_handle](repeating: key, count: 65)
        keys.withUnsafeBufferPointer { keys in
            question.other_keys = keys.baseAddress
            question.other_key_count = 65
            #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
            question.other_key_count = 64
            #expect(countersign_explain_question(&question, nil, 0, nil, nil) == COUNTERSIGN_ERROR_BUFFER)
        }
        let long = [UInt8](repeating: 0x61, count: (1 << 20) + 1)
        long.withUnsafeBytes { long in
            question.other_key_count = 0
            question.text = countersign_bytes(start: long.baseAddress, length: long.count)
            #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
            question.text = countersign_bytes()
            let half = countersign_bytes(start: long.baseAddress, length: long.count / 2 + 1)
            let texts = [half, half]
            texts.withUnsafeBufferPointer { texts in
                question.other_texts = texts.baseAddress
                question.other_text_count = 2
                #expect(countersign_explain_question(&question, nil, 0, nil, nil) == argument)
            }
            question.other_text_count = 0
        }
        let unknown: [countersign_handle] = [5]
        unknown.withUnsafeBufferPointer { keys in
            question.other_keys = keys.baseAddress
            question.other_key_count = 1
            #expect(countersign_explain_question(&question, nil, 0, nil, nil) == handle)
        }
    }
}
