import Foundation
import Testing

@Suite("Writers of phones that are killed")
struct DeviceKillTests {
    @Test("at random moments: what was reported is there, and whole; COUNTERSIGN_KILLS sets the kills (A2)")
    func losesNothing_whenItIsKilled() throws {
        let variables = ProcessInfo.processInfo.environment
        let kills = variables["COUNTERSIGN_KILLS"].flatMap { Int($0) } ?? 100
        let outcome = try Shell().run(
            "python3 \"$FAULTS/random_kills.py\" \(kills)",
            environment: Fixture.environment.merging(variables.filter { $0.key == "COUNTERSIGN_SEED" }) { $1 },
            seconds: 120 + 5 * Double(kills))
        #expect(outcome.output == "\(kills) kills, 0 torn, 0 lost\n", "\(outcome.errors)")
    }
}
