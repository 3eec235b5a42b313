import Foundation
import Testing

@Suite("Prompts at a terminal")
struct TerminalTests {
    @Test(
        "a passphrase is asked for at a terminal only, is never shown, and the echo comes back",
        arguments: [
            "new-key", "new-key-two-differ", "new-key-empty", "open-key", "open-key-wrong", "end-of-input",
            "interrupt", "quit", "stop-and-continue", "no-prompt-without-input-terminal",
            "no-prompt-without-error-terminal", "no-prompt-when-given", "convert", "text-from-terminal", "colour",
        ])
    func playsTheScenario(name: String) throws {
        let shell = try Shell()
        let script = BuiltTool.tests.appendingPathComponent("Terminal/prompt.py").path
        let outcome = try shell.run("python3 '\(script)' \(name)", seconds: 120)
        #expect(outcome.exitCode == 0, "python3 is needed: apt-get install python3\n\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasSuffix("ok\n"))
    }

    @Test(
        "without /proc the tool says that it cannot find its arguments, and does nothing",
        .enabled(if: canHideProc, "needs the right to make a mount namespace"))
    func failsClearly_whenProcIsMissing() throws {
        let shell = try Shell()
        let outcome = try shell.run(
            "unshare -m bash -c 'umount -l /proc; countersign key new --out unseen.pem --no-passphrase'")
        #expect(outcome.exitCode == 70)
        #expect(outcome.output == "")
        #expect(
            outcome.errors == """
                countersign: error: the system does not tell the command line's words
                countersign: hint: mount /proc; without it no program can find its arguments

                """)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shell.folder.path).isEmpty)
    }

    private static var canHideProc: Bool {
        (try? Shell().run("unshare -m true").exitCode == 0) ?? false
    }
}
