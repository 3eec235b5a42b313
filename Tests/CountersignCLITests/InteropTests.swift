import Foundation
import Testing

@Suite("Interop with openssl and Python's cryptography")
struct InteropTests {
    @Test(
        "keys and signatures made by one are read by the other",
        arguments: [
            ("keys-to-cryptography", 70), ("keys-from-cryptography", 72), ("signatures-with-cryptography", 72),
            ("openssl", 33),
        ])
    func agreesWithTheJudge(scenario: String, checks: Int) throws {
        let shell = try Shell()
        let python = try shell.run("'\(BuiltTool.root.path)/Scripts/python.sh'", seconds: 300)
        try #require(
            python.exitCode == 0,
            "Python with the packages of Scripts/requirements.txt is needed: run Scripts/setup.sh test\n\(python.errors)"
        )
        let interpreter = python.output.trimmingCharacters(in: .newlines)
        let script = BuiltTool.tests.appendingPathComponent("Interop/interop.py").path
        let seed = ProcessInfo.processInfo.environment["COUNTERSIGN_SEED"] ?? ""
        let outcome = try shell.run(
            "'\(interpreter)' '\(script)' \(scenario)", environment: ["COUNTERSIGN_SEED": seed], seconds: 300)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasPrefix("\(scenario): \(checks) checks"), "\(outcome.output)")
        print(outcome.output, terminator: "")
    }
}
