import Testing

/// Short runs of what `make check-sandbox` runs long.
@Suite("Faults of the sandbox's process", .serialized)
struct SandboxFaultTests {
    @Test("killed under load, it has what it acknowledged and spends nothing twice (B8)")
    func keepsWhatItAcknowledged_whenKilled() throws {
        let outcome = try FaultScript.run("check-sandbox.py", "kills 5")
        #expect(outcome.contains("0 lost, 0 spent twice"))
    }

    @Test("told to end under load, it ends well and has what it acknowledged (B9)")
    func endsWell_whenToldTo() throws {
        let outcome = try FaultScript.run("check-sandbox.py", "drains 3")
        #expect(outcome.contains("0 lost, 0 spent twice"))
    }

    @Test("no caller forges a line of the log, and no code, token or number stands in it (B11)")
    func logsNoSecret_whateverIsSent() throws {
        let outcome = try FaultScript.run("check-sandbox.py", "logs 3")
        #expect(outcome.contains("all of them JSON"))
    }

    @Test(
        "slow, huge, broken and reset connections are answered or closed, and leave nothing behind (B1, B2, B3, B5, B6, B7)"
    )
    func survives_whenConnectionsAreHostile() throws {
        let outcome = try FaultScript.run("check-sandbox.py", "hostile 60")
        #expect(outcome.contains("descriptors as before"))
    }

    @Test("good and bad calls of several processes: each has its answer, and the process does not grow (B10)")
    func staysTheSame_underLoad() throws {
        let outcome = try FaultScript.run("check-sandbox.py", "soak 6000")
        #expect(outcome.contains("each answered as expected, none with 5xx"))
    }
}
