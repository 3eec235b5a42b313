import Foundation

/// What the tool says about its own commands (`--experimental-dump-help`).
struct CommandTree: Decodable {
    struct Command: Decodable {
        let commandName: String
        let abstract: String
        let discussion: String?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String
        }

        let kind: String
        let names: [Name]?

        /// `--name`, where it has a long name.
        var longName: String? { names?.first { $0.kind == "long" }.map { "--" + $0.name } }
    }

    /// A command and the words that lead to it.
    struct Entry {
        let words: [String]
        let command: Command

        var line: String { words.joined(separator: " ") }
        var page: String { words.joined(separator: "-") + ".1" }

        /// The commands that the help shows as examples, continued lines joined.
        var examples: [String] {
            let lines = (command.discussion ?? "").split(separator: "\n").filter { $0.hasPrefix("  ") }
            return lines.reduce(into: [String]()) { examples, line in
                if let last = examples.last, last.hasSuffix("\\") {
                    examples[examples.count - 1] = String(last.dropLast()) + line.drop { $0 == " " }
                } else {
                    examples.append(String(line.drop { $0 == " " }))
                }
            }
        }
    }

    let command: Command

    /// Every command, the root first; `help` is the argument parser's own.
    var entries: [Entry] { Self.entries(command, []) }

    static func read(_ shell: Shell) throws -> CommandTree {
        let dump = try shell.run("countersign --experimental-dump-help")
        return try JSONDecoder().decode(CommandTree.self, from: Data(dump.output.utf8))
    }

    private static func entries(_ command: Command, _ parents: [String]) -> [Entry] {
        let words = parents + [command.commandName]
        let children = (command.subcommands ?? []).filter { $0.commandName != "help" }
        return [Entry(words: words, command: command)] + children.flatMap { entries($0, words) }
    }
}
