import CCountersign
import CountersignTestSupport
import Testing

/// Calls with random bytes, sizes, numbers and NULLs: whatever comes, a status comes back and no byte is written
/// beyond a capacity. Run under AddressSanitizer too, which sees each byte that is read.
@Suite("C interface: random calls")
struct RandomCallTests {
    private struct Caller {
        var random: SeededRandom
        var keys: [countersign_handle] = []
        var verifiers: [countersign_handle] = []
        var numbers: [UInt64] = []
        var fields: [[UInt8]] = []
        var answers: [UInt32: Int] = [:]

        mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

        mutating func handle() -> countersign_handle {
            switch below(8) {
            case 0: random.next()
            case 1: UInt64(below(3))
            case 2: verifiers.randomElement(using: &random) ?? 0
            default: keys.randomElement(using: &random) ?? 0
            }
        }

        mutating func verifier() -> countersign_handle {
            below(6) == 0 ? handle() : verifiers.randomElement(using: &random) ?? 0
        }

        /// Text, a field, part of a field, or noise.
        mutating func input() -> [UInt8] {
            let field = fields.randomElement(using: &random) ?? []
            switch below(6) {
            case 0: return random.bytes(below(300))
            case 1: return Array("212212".utf8)
            case 2: return Array(field.prefix(below(field.count + 1)))
            case 3: return []
            default: return field
            }
        }

        mutating func length(_ bytes: [UInt8]) -> Int {
            below(20) == 0 ? Int(bitPattern: UInt(random.next())) : bytes.count
        }

        mutating func note(_ status: countersign_status) { answers[status.rawValue, default: 0] += 1 }
    }

    /// A wrong length must be one that is refused: no call can know that memory ends earlier than it was told.
    private func safe(_ length: Int, _ bytes: [UInt8]) -> Int {
        (0...Int(COUNTERSIGN_INPUT_MAX_BYTES)).contains(length) ? bytes.count : length
    }

    @Test func answersAStatus_whateverItIsCalledWith() throws {
        var caller = Caller(random: SeededRandom.printed(for: "random calls"))
        for _ in 0..<3 {
            caller.keys.append(try newKey())
            caller.verifiers.append(try newVerifier())
        }
        caller.fields = try caller.keys.map { try signed($0, "212212") }
        let total = 6_000
        for _ in 0..<total { step(&caller) }
        print("random calls: \(total), by status \(caller.answers.sorted { $0.key < $1.key })")
        let common = [
            COUNTERSIGN_OK, COUNTERSIGN_MISMATCH, COUNTERSIGN_ERROR_ARGUMENT, COUNTERSIGN_ERROR_BUFFER,
            COUNTERSIGN_ERROR_SIGNATURE, COUNTERSIGN_ERROR_HANDLE, COUNTERSIGN_ERROR_TEXT,
        ]
        for status in common {
            #expect(caller.answers[status.rawValue, default: 0] > 10, "\(status) \(caller.random)")
        }
        #expect(caller.answers[COUNTERSIGN_ERROR_INTERNAL.rawValue] == nil)
        for key in caller.keys { close(key) }
        for verifier in caller.verifiers { #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK) }
    }

    private func step(_ caller: inout Caller) {
        let (text, field) = (caller.input(), caller.input())
        let textLength = safe(caller.length(text), text)
        let fieldLength = safe(caller.length(field), field)
        let capacity = caller.below(3) == 0 ? caller.below(160) : 4096
        let handle = caller.handle()
        switch caller.below(9) {
        case 0: caller.note(countersign_verify(handle, text, textLength, field, fieldLength, nil))
        case 1:
            let signing = output(capacity: capacity) { countersign_sign(handle, text, textLength, $0, $1, $2, &$3) }
            caller.note(signing.answer.status)
        case 2:
            let (from, to) = (UInt32(caller.below(9)), UInt32(caller.below(9)))
            caller.note(
                output(capacity: capacity) {
                    countersign_convert(
                        countersign_encoding(rawValue: from), field, fieldLength, countersign_encoding(rawValue: to),
                        $0, $1, $2, &$3)
                }.answer.status)
        case 3:
            // No encrypted format: its derivation takes half a second.
            let formats: [UInt32] = [0, 1, 2, 5, 6, 7, 8, 9, 20, 21, 22, 23, 24, 25, 26, 27]
            let format = countersign_format(rawValue: formats[caller.below(16)])
            let writing = output(capacity: capacity) {
                countersign_key_export(handle, format, nil, 0, $0, $1, $2, &$3)
            }
            caller.note(writing.answer.status)
        case 4:
            var key: countersign_handle = 0
            caller.note(countersign_key_import(field, fieldLength, nil, 0, &key, nil, nil))
            if key != 0 { close(key) }
        case 5:
            var number: UInt64 = 0
            caller.note(countersign_verifier_enrol(caller.verifier(), handle, text, textLength, &number, nil))
            if number != 0 { caller.numbers.append(number) }
        case 6: caller.note(countersign_verifier_remove(caller.verifier(), text, textLength, nil))
        case 7 where caller.below(12) == 0:
            caller.note(
                output(capacity: capacity) {
                    countersign_explain(handle, text, textLength, field, fieldLength, $0, $1, $2, &$3)
                }.answer.status)
        default: batch(&caller, text, textLength, field, fieldLength)
        }
    }

    private func batch(
        _ caller: inout Caller, _ text: [UInt8], _ textLength: Int, _ field: [UInt8], _ fieldLength: Int
    ) {
        let verifier = caller.verifier()
        let point = [4] + caller.random.bytes(64)
        let kinds = (0..<caller.below(40)).map { _ in caller.below(100) }
        let numbers = kinds.map { _ in caller.numbers.randomElement(using: &caller.random) ?? caller.random.next() }
        let status = text.withUnsafeBytes { text in
            field.withUnsafeBytes { field in
                point.withUnsafeBytes { point in
                    let items = zip(kinds, numbers).map { kind, number in
                        var item = countersign_item()
                        (item.text, item.text_length) = (text.baseAddress, textLength)
                        (item.field, item.field_length) = (field.baseAddress, fieldLength)
                        if kind < 40 { item.enrolled = number }
                        if (40..<60).contains(kind) { item.point = point.baseAddress }
                        if (60..<99).contains(kind) { (item.id, item.id_length) = (text.baseAddress, text.count) }
                        return item
                    }
                    var verdicts = [countersign_verdict](
                        repeating: countersign_verdict(code: COUNTERSIGN_VERDICT_OK, offset: 0), count: items.count)
                    let status = countersign_verifier_verify(verifier, items, items.count, &verdicts, nil)
                    let isDone = status == COUNTERSIGN_OK
                    if !items.isEmpty && status != COUNTERSIGN_ERROR_HANDLE || isDone {
                        #expect(verdicts.allSatisfy { ($0.code != COUNTERSIGN_VERDICT_NONE) == isDone })
                    }
                    return status
                }
            }
        }
        caller.note(status)
    }
}
