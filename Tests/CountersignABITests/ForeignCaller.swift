import CCountersign
import CountersignTestSupport
import Foundation
import Testing

/// The C interface as a caller of another language sees it: buffers, lengths, numbers.
struct Answer: Equatable {
    let status: countersign_status
    let code: String
    let reason: String
    /// nil: COUNTERSIGN_NO_OFFSET.
    let offset: Int?

    init(_ status: countersign_status, _ failure: countersign_failure) {
        self.status = status
        #expect(failure.status == status, "the status in the failure is the one that was answered")
        code = Self.text(failure.code)
        reason = Self.text(failure.reason)
        offset = failure.offset == .max ? nil : Int(failure.offset)
    }

    var name: String { String(cString: countersign_status_name(status)) }

    /// A text that has its NUL; one that has none fails the test.
    private static func text<Field>(_ field: Field) -> String {
        withUnsafeBytes(of: field) { bytes in
            #expect(bytes.contains(0))
            return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

/// A failure that was used before, so that what is not written shows.
func usedFailure() -> countersign_failure {
    var failure = countersign_failure()
    withUnsafeMutableBytes(of: &failure) { _ = $0.initializeMemory(as: UInt8.self, repeating: 0xAA) }
    return failure
}

func answer(_ call: (inout countersign_failure) -> countersign_status) -> Answer {
    var failure = usedFailure()
    let status = call(&failure)
    return Answer(status, failure)
}

/// Calls with a buffer of `capacity` bytes in front of a fence, and checks that nothing beyond it was touched.
func output(
    capacity: Int = 4096,
    _ call: (UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<Int>, inout countersign_failure)
        -> countersign_status
) -> (answer: Answer, bytes: [UInt8], length: Int, end: UInt8?) {
    var buffer = [CChar](repeating: 0x55, count: capacity + 16)
    var length = -1
    let answer = answer { failure in
        buffer.withUnsafeMutableBufferPointer { call($0.baseAddress!, capacity, &length, &failure) }
    }
    #expect(buffer.suffix(16).allSatisfy { $0 == 0x55 }, "wrote beyond the capacity of \(capacity)")
    let bytes = buffer.map { UInt8(bitPattern: $0) }
    let isWritten = (0...capacity).contains(length)
    return (
        answer, isWritten ? Array(bytes.prefix(length)) : [], length,
        isWritten && length < capacity ? bytes[length] : nil
    )
}

// MARK: Calls that must succeed

func newKey() throws -> countersign_handle {
    var key: countersign_handle = 0
    let answer = answer { countersign_key_new(&key, &$0) }
    try #require(answer.status == COUNTERSIGN_OK && key != 0, "\(answer)")
    return key
}

func imported(_ bytes: [UInt8], passphrase: [UInt8]? = nil) -> (Answer, countersign_handle, countersign_format) {
    var key: countersign_handle = .max
    var format = countersign_format(rawValue: 0)
    let answer = answer { failure in
        // An empty passphrase is one: its pointer must not be NULL.
        (passphrase.map { $0 + [0] } ?? []).withUnsafeBufferPointer { secret in
            countersign_key_import(
                bytes, bytes.count, passphrase == nil ? nil : secret.baseAddress, passphrase?.count ?? 0,
                &key, &format, &failure)
        }
    }
    return (answer, key, format)
}

func key(_ text: String) throws -> countersign_handle {
    let (answer, key, _) = imported(Array(text.utf8))
    try #require(answer.status == COUNTERSIGN_OK, "\(answer)")
    return key
}

func close(_ key: countersign_handle) {
    #expect(countersign_key_close(key, nil) == COUNTERSIGN_OK)
}

func exported(
    _ key: countersign_handle, _ format: countersign_format, passphrase: String? = nil, capacity: Int = 2048
) -> (answer: Answer, bytes: [UInt8], length: Int, end: UInt8?) {
    output(capacity: capacity) { out, capacity, length, failure in
        countersign_key_export(key, format, passphrase, passphrase?.utf8.count ?? 0, out, capacity, length, &failure)
    }
}

func signed(_ key: countersign_handle, _ text: [UInt8]) throws -> [UInt8] {
    let result = output(capacity: Int(COUNTERSIGN_FIELD_CAPACITY)) { out, capacity, length, failure in
        countersign_sign(key, text, text.count, out, capacity, length, &failure)
    }
    try #require(result.answer.status == COUNTERSIGN_OK && result.end == 0, "\(result.answer)")
    return result.bytes
}

func signed(_ key: countersign_handle, _ text: String) throws -> [UInt8] { try signed(key, Array(text.utf8)) }

func verified(_ key: countersign_handle, _ text: [UInt8], _ field: [UInt8]) -> Answer {
    answer { countersign_verify(key, text, text.count, field, field.count, &$0) }
}

func newVerifier(kernel: String? = nil, _ tables: countersign_tables = COUNTERSIGN_TABLES_ON_SECOND_USE) throws
    -> countersign_handle
{
    var verifier: countersign_handle = 0
    let answer = answer { countersign_verifier_new(kernel, 0, tables, &verifier, &$0) }
    try #require(answer.status == COUNTERSIGN_OK && verifier != 0, "\(answer)")
    return verifier
}

func enrolled(_ verifier: countersign_handle, _ key: countersign_handle, _ id: String) throws -> UInt64 {
    var number: UInt64 = 0
    let answer = answer { countersign_verifier_enrol(verifier, key, id, id.utf8.count, &number, &$0) }
    try #require(answer.status == COUNTERSIGN_OK && number != 0, "\(answer)")
    return number
}

extension SeededRandom {
    static func printed(for property: String) -> SeededRandom {
        SeededRandom(for: property, environment: ProcessInfo.processInfo.environment)
    }
}
