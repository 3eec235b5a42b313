internal import ArgumentParser

/// A command that does something: the last word of `countersign <noun> <verb>`.
protocol Verb: ParsableCommand {
    var reporting: ReportOptions { get }

    /// Does it and prints the result.
    ///
    /// - Returns: `success`, or `negative` where what was asked about is definitely not good.
    /// - Throws: `CLIError`, or an error of the core.
    func perform() throws -> ExitStatus
}
