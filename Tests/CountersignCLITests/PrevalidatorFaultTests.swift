import Testing

/// Short runs of what `make check-prevalidator` runs long.
@Suite("Faults of the pre-validator's process", .serialized)
struct PrevalidatorFaultTests {
    @Test(
        "slow, huge, broken and unread connections are answered as documented or closed, and leave nothing behind (B1-B7)"
    )
    func survives_whenConnectionsAreHostile() throws {
        let outcome = try FaultScript.run("check-prevalidator.py", "hostile 60")
        #expect(outcome.contains("descriptors as before; 0 failures of the server"))
    }

    @Test("one signature over many connections at once is accepted once (C1)")
    func acceptsOne_whenManyConnectionsPostAtOnce() throws {
        let outcome = try FaultScript.run("check-prevalidator.py", "race 700")
        #expect(outcome.contains("1 ok, 699 challenge_consumed, 0 failures"))
    }

    @Test("told to end under load, it answers what has begun, ends well and keeps what it acknowledged (B9)")
    func endsWell_whenToldTo() throws {
        let outcome = try FaultScript.run("check-prevalidator.py", "drains 2")
        #expect(outcome.contains("0 lost, 0 accepted twice; audit log intact"))
    }
}
