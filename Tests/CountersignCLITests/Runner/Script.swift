import Foundation

/// One script file: what to create and run, and what must come out.
struct Script {
    /// One command and what it must do.
    struct Command {
        var line: Int
        var text: String
        var input: [String]?
        var isInputOpen = false
        var output: [String] = []
        var errors: [String] = []
        var exitCode: Int32?
    }

    /// A file that is there before the commands that follow it.
    struct File {
        var name: String
        var mode: mode_t
        var lines: [String]
    }

    enum Step {
        case file(File)
        case command(Command)
    }

    struct Defect: Error, CustomStringConvertible {
        let description: String
    }

    let name: String
    let steps: [Step]

    var commandCount: Int {
        steps.reduce(0) { if case .command = $1 { $0 + 1 } else { $0 } }
    }

    /// Reads a script; a line that it does not know is a defect.
    init(name: String, text: String) throws {
        var parser = ScriptParser(name: name)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            try parser.take(String(line), number: index + 1)
        }
        self.name = name
        steps = try parser.finish()
    }
}

/// Reads a script line by line.
struct ScriptParser {
    let name: String
    private var steps: [Script.Step] = []
    private var file: Script.File?
    private var command: Script.Command?

    init(name: String) {
        self.name = name
    }

    mutating func take(_ line: String, number: Int) throws {
        guard !line.isEmpty, !line.hasPrefix("#") else { return }
        if command != nil {
            try takeOfCommand(line, number)
        } else if line.hasPrefix("$ ") {
            closeFile()
            command = Script.Command(line: number, text: String(line.dropFirst(2)))
        } else if let content = Self.content(of: line, after: "|"), file != nil {
            file?.lines.append(content)
        } else {
            try takeFile(line, number)
        }
    }

    mutating func finish() throws -> [Script.Step] {
        closeFile()
        if let command { throw defect(command.line, "the command has no exit code") }
        guard steps.contains(where: { if case .command = $0 { true } else { false } }) else {
            throw defect(1, "the script runs nothing")
        }
        return steps
    }

    private mutating func takeOfCommand(_ line: String, _ number: Int) throws {
        if let text = Self.content(of: line, after: ">") {
            command?.text += "\n" + text
        } else if let text = Self.content(of: line, after: "<") {
            let input = command?.input ?? []
            command?.input = input + [text]
        } else if line == "stdin open" {
            command?.isInputOpen = true
        } else if let text = Self.content(of: line, after: "|") {
            command?.output.append(text)
        } else if let text = Self.content(of: line, after: "!") {
            command?.errors.append(text)
        } else if line.hasPrefix("exit "), let code = Int32(line.dropFirst(5)), var finished = command {
            finished.exitCode = code
            steps.append(.command(finished))
            command = nil
        } else {
            throw defect(number, "unknown in a command: \(line)")
        }
    }

    private mutating func takeFile(_ line: String, _ number: Int) throws {
        let words = line.split(separator: " ")
        guard words.count == 2 || words.count == 3, words[0] == "file" || words[0] == "key",
            let mode = words.count == 3 ? mode_t(words[2], radix: 8) : 0o600
        else { throw defect(number, "unknown: \(line)") }
        closeFile()
        file = Script.File(name: String(words[1]), mode: mode, lines: words[0] == "key" ? Fixture.keyLines : [])
    }

    private mutating func closeFile() {
        if let file { steps.append(.file(file)) }
        file = nil
    }

    private func defect(_ line: Int, _ text: String) -> Script.Defect {
        Script.Defect(description: "\(name):\(line): \(text)")
    }

    /// What stands behind a mark and one space; the mark alone is an empty line.
    private static func content(of line: String, after mark: String) -> String? {
        if line == mark { return "" }
        return line.hasPrefix(mark + " ") ? String(line.dropFirst(2)) : nil
    }
}
