import CCountersign
import Foundation
import Testing

@Suite("C interface: many threads")
struct ThreadTests {
    /// Runs `body` on threads of its own, as a caller in C would, and waits.
    private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for number in 0..<count {
            group.enter()
            let thread = Thread {
                body(number)
                group.leave()
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        group.wait()
    }

    @Test func signsVerifiesAndExplains_whenThreadsShareKeysAndAVerifier() throws {
        let key = try newKey()
        let verifier = try newVerifier()
        let number = try enrolled(verifier, key, "shared")
        onThreads(6) { thread in
            for round in 0..<40 {
                let text = Array("thread \(thread), round \(round)".utf8)
                guard let field = try? signed(key, text) else {
                    Issue.record("no signature")
                    return
                }
                #expect(verified(key, text, field).status == COUNTERSIGN_OK)
                let (_, verdicts) = BatchCallTests.verify(
                    verifier, [(.number(number), text, field), (.id("shared"), text + [0x20], field)])
                #expect(BatchCallTests.names(verdicts) == ["ok", "signature_mismatch"])
                let id = "thread-\(thread)"
                var mine: UInt64 = 0
                #expect(countersign_verifier_enrol(verifier, key, id, id.utf8.count, &mine, nil) == COUNTERSIGN_OK)
                #expect(countersign_verifier_remove(verifier, id, id.utf8.count, nil) == COUNTERSIGN_OK)
                if round % 20 == 0 {
                    let explained = output { countersign_explain(key, "x", 1, field, field.count, $0, $1, $2, &$3) }
                    #expect(explained.answer.status == COUNTERSIGN_MISMATCH)
                }
            }
        }
        close(key)
        #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK)
    }

    @Test func endsEachCallWell_whenAnotherThreadClosesWhatItUses() throws {
        for _ in 0..<10 {
            let (key, verifier) = (try newKey(), try newVerifier())
            let field = try signed(key, "1")
            let number = try enrolled(verifier, key, "k")
            onThreads(4) { thread in
                if thread == 0 {
                    #expect(countersign_key_close(key, nil) == COUNTERSIGN_OK)
                    #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK)
                    return
                }
                for _ in 0..<30 {
                    let single = verified(key, Array("1".utf8), field).status
                    #expect(single == COUNTERSIGN_OK || single == COUNTERSIGN_ERROR_HANDLE)
                    let (batch, verdicts) = BatchCallTests.verify(verifier, [(.number(number), Array("1".utf8), field)])
                    #expect(batch.status == COUNTERSIGN_ERROR_HANDLE || BatchCallTests.names(verdicts) == ["ok"])
                }
            }
        }
    }

    @Test func closesAKeyOnce_whenThreadsRaceForIt() throws {
        for _ in 0..<50 {
            let key = try newKey()
            let closed = DispatchSemaphore(value: 0)
            onThreads(4) { _ in
                let status = countersign_key_close(key, nil)
                #expect(status == COUNTERSIGN_OK || status == COUNTERSIGN_ERROR_HANDLE)
                if status == COUNTERSIGN_OK { closed.signal() }
            }
            #expect(closed.wait(timeout: .now()) == .success, "closed by one")
            #expect(closed.wait(timeout: .now()) == .timedOut, "closed by no other")
        }
    }
}
