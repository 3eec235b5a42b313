import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Scripts")
struct ScriptTests {
    @Test("every script does what it says, and every script of the folder runs")
    func runsEveryScript() throws {
        let scripts = try ScriptRunner.scripts()
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: scripts.count) { index in
            let found: [String]
            do {
                found = try ScriptRunner.run(scripts[index])
            } catch {
                found = ["\(scripts[index].name): \(error)"]
            }
            failures.withLock { $0 += found }
        }
        for failure in failures.withLock({ $0 }) { Issue.record("\(failure)") }
        let commands = scripts.reduce(0) { $0 + $1.commandCount }
        print("command line scripts: \(scripts.count) scripts, \(commands) commands")
        #expect(scripts.count == 47)
    }

    @Test("a command has every signal unblocked and with its default action, whatever the runner has")
    func givesDefaultSignals_whenTheRunnerIgnoresOrBlocksSome() throws {
        // 32 and 33 belong to the C library; nobody else can set them.
        let script = try Script(
            name: "signals",
            text: """
                $ grep -E '^Sig(Blk|Ign)' /proc/self/status
                | SigBlk:	0000000000000000
                | SigIgn:	«0{16}|0{7}180000000»
                exit 0
                """)
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { _ in
            let found = (try? ScriptRunner.run(script)) ?? ["the script could not be run"]
            failures.withLock { $0 += found }
        }
        for failure in failures.withLock({ $0 }) { Issue.record("\(failure)") }
    }

    @Test("a script fails when a line of it is unknown", arguments: ["hello", "$ true\nexits 0", "file a b c d"])
    func refusesAScript_whenALineIsUnknown(text: String) {
        #expect(throws: Script.Defect.self) { try Script(name: "unknown", text: "$ true\nexit 0\n" + text) }
    }

    @Test("a script fails when a command has no exit code, or when it runs nothing", arguments: ["$ true\n| a", "# a"])
    func refusesAScript_whenItChecksNothing(text: String) {
        #expect(throws: Script.Defect.self) { try Script(name: "empty", text: text) }
    }

    @Test(
        "a command fails when anything comes out otherwise than written",
        arguments: [
            "$ echo a\nexit 0", "$ echo a >&2\nexit 0", "$ true\n| a\nexit 0", "$ true\nexit 1",
            "$ echo ab\n| «a»\nexit 0",
        ]
    )
    func reportsADifference_whenOutputOrExitCodeDiffers(text: String) throws {
        #expect(try ScriptRunner.run(Script(name: "different", text: text)).count == 1)
    }
}
