internal import ArgumentParser
internal import CountersignBatch

/// `countersign batch verify`: NDJSON records in, NDJSON verdicts out.
struct BatchVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Verify NDJSON records and write a verdict for each, in their order.",
        discussion: """
            Examples:
              countersign batch verify records.ndjson
              countersign batch verify - --registry keys.ndjson --jobs 4 < records.ndjson
              countersign batch verify records.ndjson | tail -n 1

            A record has these members, and up to 256 others are ignored: id, a string or an integer that the verdict repeats \
            (may be left out). key, the public key, best as the hex of its point; or key_id, with --registry. \
            challenge, the text that was signed; or message, its bytes in hex; or digest, 32 bytes in hex. signature, \
            the field of that name; or r and s, 32 bytes each in hex.

            The registry has records of key_id and key. A verdict has line, id, valid and code: ok, \
            signature_mismatch, signature_encoding, signature_malformed, key_unknown, key_malformed or \
            malformed_line. The last line is the summary; its verdicts_sha256 is what \
            `jq -r '.code // empty' | sha256sum` gives for the lines before it. When input pauses for 5 ms, what has \
            come is answered, so that the command may serve as a coprocess.

            Exit code 0 when all are valid, 1 when some are not.
            """)

    @Argument(help: ArgumentHelp("The records; - is standard input.", valueName: "file"), completion: .file())
    var file: RawArgument

    @Option(
        help: ArgumentHelp("NDJSON records of key_id and key.", valueName: "file"),
        completion: .file())
    var registry: RawArgument?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Threads that verify; at most one for each core.", valueName: "number"))
    var jobs: Int = 1

    @Option(
        help: ArgumentHelp(
            "The kernel to use, see 'batch kernels'; what its lanes are too many for goes to one of one lane.",
            valueName: "name"))
    var kernel: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Bytes of a key's table: 2048, 4096, 8192, 32768 or 65536.", valueName: "bytes"))
    var tableBytes: Int = TableSize.kilobytes32.rawValue

    @Option(parsing: .unconditional, help: ArgumentHelp("Megabytes of all tables together.", valueName: "megabytes"))
    var tableMemory: Int = 512

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Records that are verified together; more than 16384 at once make no difference.", valueName: "number"))
    var batchSize: Int = 4096

    @Flag(help: "Stop at the first malformed line.")
    var strict = false

    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs takes a number from 1 to 256") }
        guard (1...1_000_000).contains(batchSize) else {
            throw ValidationError("--batch-size takes a number from 1 to 1000000")
        }
        guard (0...1_048_576).contains(tableMemory) else {
            throw ValidationError("--table-memory takes a number from 0 to 1048576")
        }
    }

    func perform() throws -> ExitStatus {
        var standardInput = StandardInput()
        if registry?.isDash == true { try standardInput.claim(for: "the registry") }
        if file.isDash { try standardInput.claim(for: "the records") }
        var configuration = BatchVerifier.Configuration()
        configuration.kernel = try kernel.map(Self.kernel)
        configuration.tableSize = try TableSize(bytes: tableBytes)
        configuration.tableBudget = tableMemory << 20
        // A thread without a core would only hold memory.
        let workers = min(jobs, BatchVerifier.coreCount)
        configuration.width = workers
        configuration.stage = JobShare.stage(workers: workers)
        let verifier = try BatchVerifier(configuration)
        if let registry { try RegistryFile.enrol(registry, in: verifier) }
        let input = try RecordSource.open(file)
        defer { input.close() }
        let reader = LineReader(input.descriptor, name: input.name)
        // Among verdicts on the same terminal, lines that come and go would tear them.
        let showsProgress =
            !reporting.quiet && Descriptor.standardError.isTerminal && !Descriptor.standardOutput.isTerminal
        let report = BatchReport(isStrict: strict, showsProgress: showsProgress)
        defer { report.clearProgress() }
        let pipeline = BatchPipeline(reader: reader, report: report, verifier: verifier, batchSize: batchSize)
        try workers == 1 ? pipeline.runAlone() : pipeline.run(workers: workers)
        try report.finish()
        if report.isStopped { reporting.console.hint("--strict: no line behind the malformed one was judged") }
        return report.isAllValid ? .success : .negative
    }

    /// A kernel that the command line names: one that no build has is the command line's fault.
    private static func kernel(_ name: String) throws -> Kernel {
        do throws(BatchError) {
            return try Kernel.named(name)
        } catch {
            guard error.code == .kernelUnknown else { throw error }
            throw CLIError(.init(error.code.description, .usage), error.reason)
        }
    }
}
