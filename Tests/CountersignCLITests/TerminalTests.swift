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
        "a phone whose policy asks asks the person at the terminal, who sees what is signed; so does binding for its code",
        arguments: [
            "sign-when-asked", "deny-when-asked", "deny-by-default", "no-question-without-terminal", "code-of-the-sms",
        ])
    func asksThePerson(name: String) throws { try playsTheScenario(name: name) }

    @Test(
        "a full disk refuses a phone and leaves the file as it was; with room again it takes the phone at once",
        .enabled(if: canMount, "needs the right to mount"))
    func keepsThePhones_whenTheDiskIsFull() throws {
        let shell = try Shell()
        let outcome = try shell.run(
            """
            unshare -m bash -c '
            mkdir disk; mount -t tmpfs -o size=64k none disk; cd disk; export COUNTERSIGN_STORE=phones
            countersign device new first --no-passphrase -q >/dev/null; cp -p phones ../before
            head -c 1M /dev/zero > ballast 2>/dev/null
            countersign device new second; echo $?; cmp phones ../before; ls | xargs
            rm ballast; countersign device new second -q >/dev/null; echo $?; countersign device list'
            """)
        #expect(outcome.exitCode == 0)
        #expect(outcome.output == "74\nballast phones phones.lock\n0\nfirst  not bound\nsecond  not bound\n")
        #expect(outcome.errors == "countersign: error: writing 'phones.new': No space left on device\n")
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

    private static var canMount: Bool {
        (try? Shell().run("unshare -m bash -c 'mkdir disk && mount -t tmpfs none disk'").exitCode == 0) ?? false
    }

    private static var canHideProc: Bool {
        (try? Shell().run("unshare -m true").exitCode == 0) ?? false
    }
}
