import Foundation
import Testing

/// A script of `Scripts/` that treats a service of the built tool badly.
enum FaultScript {
    /// - Returns: what it printed.
    static func run(_ script: String, _ words: String) throws -> String {
        let shell = try Shell()
        let outcome = try shell.run(
            "python3 '\(BuiltTool.root.path)/Scripts/\(script)' \"$(command -v countersign)\" \(words)", seconds: 600)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        print(outcome.output, terminator: "")
        return outcome.output
    }
}
