internal import ArgumentParser

/// How a command reports, the same for all commands.
struct ReportOptions: ParsableArguments {
    @Flag(help: "Print one JSON document on one line.")
    var json = false

    @Flag(name: [.short, .long], help: "Print no hints and no verdict in words; the exit code tells.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet) }

    /// Prints a result: the document under `--json`, else the text.
    ///
    /// - Parameter isVerdict: true for text that only says in words what the exit code says; silent under `--quiet`.
    func print(_ text: String, json document: @autoclosure () -> JSON, isVerdict: Bool = false) throws(CLIError) {
        if json {
            try Console.print(document().rendered)
        } else if !(quiet && isVerdict) {
            try Console.print(text)
        }
    }
}
