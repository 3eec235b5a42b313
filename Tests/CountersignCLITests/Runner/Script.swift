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
