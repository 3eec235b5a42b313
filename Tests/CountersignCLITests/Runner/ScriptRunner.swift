import Foundation

/// Runs scripts and says, line by line, what came out otherwise than expected.
enum ScriptRunner {
    /// All scripts, in the order of their names.
    static func scripts() throws -> [Script] {
        let folder = BuiltTool.tests.appendingPathComponent("Scripts")
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
            guard name.hasSuffix(".txt") else { throw Script.Defect(description: "\(name): no script") }
            return try Script(
                name: name, text: String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
    }

    /// Runs one script in a fresh folder.
    ///
    /// - Returns: one text for each command that did not do what it must.
    static func run(_ script: Script) throws -> [String] {
        let shell = try Shell()
        var failures: [String] = []
        for step in script.steps {
            switch step {
            case .file(let file):
                try shell.create(file.name, mode: file.mode, file.lines.map { $0 + "\n" }.joined())
            case .command(let command):
                let input: Shell.Input =
                    command.isInputOpen
                    ? .open : command.input.map { .text($0.map { $0 + "\n" }.joined()) } ?? .none
                let outcome = try shell.run(command.text, input: input, environment: Fixture.environment)
                if let failure = difference(command, outcome) {
                    failures.append("\(script.name):\(command.line): $ \(command.text)\n\(failure)")
                }
            }
        }
        return failures
    }

    private static func difference(_ command: Script.Command, _ outcome: Shell.Outcome) -> String? {
        var parts: [String] = []
        if outcome.isTimeout { parts.append("did not end") }
        if let expected = command.exitCode, expected != outcome.exitCode {
            parts.append("exit code \(outcome.exitCode), expected \(expected)")
        }
        for (name, lines, text) in [
            ("standard output", command.output, outcome.output), ("standard error", command.errors, outcome.errors),
        ] where !ExpectedText(lines: lines).matches(text) {
            parts.append("\(name):\n\(text)\nexpected:\n\(lines.joined(separator: "\n"))")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
    }
}
