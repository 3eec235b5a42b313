/// Snapshots and restores of a bank with many persons.
struct RestoreRun {
    let port: UInt16
    let persons: Int

    /// The medians of both calls, over the wire.
    func measure() throws -> (snapshot: Duration, restore: Duration) {
        let connection = try Connection(port: port)
        try connection.logIn(as: "restore-\(UInt32.random(in: 0...UInt32.max))")
        let batch = 500
        for first in stride(from: 0, to: persons, by: batch) {
            let rows = (first..<(first + batch)).map { number in
                let digits = String(100_000 + number)
                return
                    #"{"attributes":{"first_name":"Ada","last_name":"L"},"number":"+49151\#(digits)","verified":true}"#
            }
            let answer = try connection.call(
                "POST", "/_sandbox/seed", #"{"persons":[\#(rows.joined(separator: ","))]}"#)
            guard answer.status == 201 else { throw Connection.Failure(description: "seed: \(answer.status)") }
        }
        var snapshots: [Duration] = []
        var restores: [Duration] = []
        for _ in 0..<21 {
            var start = ContinuousClock.now
            let made = try connection.call("POST", "/_sandbox/snapshots", "")
            snapshots.append(.now - start)
            let id = try made.text("id")
            // Something to bring back.
            _ = try connection.call("POST", "/v1/persons", "{}")
            start = .now
            let restored = try connection.call("POST", "/_sandbox/snapshots/\(id)/restore", "")
            restores.append(.now - start)
            guard restored.status == 204 else { throw Connection.Failure(description: "restore: \(restored.status)") }
            _ = try connection.call("DELETE", "/_sandbox/snapshots/\(id)", "")
        }
        return (snapshots.sorted()[10], restores.sorted()[10])
    }
}
