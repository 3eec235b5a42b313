import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Threads, random bytes and names")
struct ProcessWideTests {
    @Test func signsAndVerifiesRightly_whenSixteenThreadsShareOneKey() throws {
        let key = try Key.generate()
        let file = key.write(COUNTERSIGN_KEY_PKCS8_DER).bytes
        let text = Array("one key, many threads".utf8)
        let field = try key.sign(text)
        let failures = Tally()
        let done = DispatchSemaphore(value: 0)
        let start = DispatchSemaphore(value: 0)
        for number in 0..<16 {
            let thread = Thread {
                start.wait()
                for round in 0..<100 where !Self.roundTrip(key, file, text, field, number * 1000 + round) {
                    failures.add()
                }
                done.signal()
            }
            thread.start()
        }
        for _ in 0..<16 { start.signal() }
        for _ in 0..<16 { done.wait() }
        #expect(failures.count == 0)
    }

    /// Everything that reads a key, without the test library in between.
    private static func roundTrip(
        _ key: Key, _ file: [UInt8], _ text: [UInt8], _ field: String, _ number: Int
    ) -> Bool {
        let own = "\(number)"
        var made = [CChar](repeating: 0, count: Int(COUNTERSIGN_FIELD_MAX_BYTES))
        var length = 0
        var error = countersign_error()
        guard countersign_challenge_sign(key.pointer, own, own.utf8.count, &made, &length, &error) == COUNTERSIGN_OK,
            countersign_challenge_verify(key.pointer, own, own.utf8.count, made, length, &error) == COUNTERSIGN_OK,
            countersign_challenge_verify(key.pointer, "other", 5, made, length, &error) == COUNTERSIGN_MISMATCH
        else { return false }
        let shared = text.map(CChar.init(bitPattern:)), given = field.utf8.map(CChar.init(bitPattern:))
        var again: OpaquePointer?, half: OpaquePointer?, none: OpaquePointer?
        defer {
            countersign_key_free(again)
            countersign_key_free(half)
        }
        var written = 0
        var out = [UInt8](repeating: 0, count: 200)
        return countersign_challenge_verify(key.pointer, shared, shared.count, given, given.count, &error)
            == COUNTERSIGN_OK
            && countersign_key_write(key.pointer, COUNTERSIGN_KEY_PKCS8_DER, nil, 0, &out, 200, &written, &error)
                == COUNTERSIGN_OK
            && Array(out.prefix(written)) == file
            && countersign_key_read(file, file.count, COUNTERSIGN_KEY_ANY, nil, 0, &again, nil, &error)
                == COUNTERSIGN_OK
            && countersign_key_public(key.pointer, &half, &error) == COUNTERSIGN_OK
            && countersign_key_read(out, 7, COUNTERSIGN_KEY_ANY, nil, 0, &none, nil, &error)
                == COUNTERSIGN_ERROR_KEY_FORMAT
            && countersign_openssl_queued_errors() == 0
    }

    @Test func fillsEveryByteAndNeverRepeats_whenRandomBytesAreAsked() {
        var seen: Set<[UInt8]> = []
        var bits = 0
        for _ in 0..<10_000 {
            var bytes = [UInt8](repeating: 0, count: 16)
            #expect(countersign_random(&bytes, 16, nil) == COUNTERSIGN_OK)
            seen.insert(bytes)
            bits += bytes.reduce(0) { $0 + $1.nonzeroBitCount }
        }
        #expect(seen.count == 10_000)
        // 1 280 000 coins: six standard deviations are 3 394.
        #expect((640_000 - 3_400...640_000 + 3_400).contains(bits))
        #expect(Attempt { countersign_random(nil, 0, $0) }.status == COUNTERSIGN_OK)
        #expect(Attempt { countersign_random(nil, 1, $0) }.status == COUNTERSIGN_ERROR_ARGUMENT)
    }

    @Test func comparesAndCleanses_whenGivenMemory() {
        var a: [UInt8] = [1, 2, 3]
        let same: [UInt8] = [1, 2, 3], other: [UInt8] = [1, 2, 4]
        #expect(countersign_equal(a, same, 3) == 1)
        #expect(countersign_equal(a, other, 3) == 0)
        #expect(countersign_equal(a, other, 2) == 1)
        #expect(countersign_equal(nil, nil, 0) == 1)
        #expect(countersign_equal(nil, a, 3) == 0)
        #expect(countersign_equal(a, nil, 3) == 0)
        countersign_cleanse(&a, 2)
        #expect(a == [0, 0, 3])
        countersign_cleanse(nil, 5)
    }

    @Test func namesEveryStatusOnce_whenAsked() {
        let known: [UInt32] = [0, 1, 10, 11, 12] + Array(20...26) + Array(30...34) + [40, 41, 42] + Array(50...56)
        let names = known.map { String(cString: countersign_status_name(countersign_status(rawValue: $0))) }
        #expect(Set(names).count == known.count)
        #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z_]+/) != nil && $0 != "unknown" })
        for raw: UInt32 in [2, 9, 43, 57, .max] {
            #expect(String(cString: countersign_status_name(countersign_status(rawValue: raw))) == "unknown")
        }
        #expect(String(cString: countersign_openssl_version()).hasPrefix("OpenSSL "))
    }
}

/// A counter that threads may share.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var value = 0
    func add() { lock.withLock { value += 1 } }
    var count: Int { lock.withLock { value } }
}
