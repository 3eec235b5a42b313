internal import CountersignBatch
internal import Synchronization

/// What leaves the command, in the order of the lines: verdicts, progress, summary.
final class BatchReport: @unchecked Sendable {
    private let isStrict: Bool
    private let showsProgress: Bool
    private var counts = [Int](repeating: 0, count: BatchCode.count)
    private var digest = RunningDigest()
    private let began = ContinuousClock.now
    private var lastProgress = ContinuousClock.now
    private var codeLines = ByteWriter()
    private var hasProgressLine = false
    private let stop = Atomic(false)

    init(isStrict: Bool, showsProgress: Bool) {
        self.isStrict = isStrict
        self.showsProgress = showsProgress
    }

    /// Whether a malformed line has ended the run. The reader asks while another thread writes.
    var isStopped: Bool { stop.load(ordering: .relaxed) }
    var records: Int { counts.reduce(0, +) }
    var isAllValid: Bool { records == counts[BatchCode.index(.ok)] }

    /// Writes the lines of a job that was processed.
    ///
    /// - Throws: `output_closed`, `write_failed`.
    func take(_ job: BatchJob) throws(CLIError) {
        guard !isStopped else { return }
        var bytes = job.output.bytes
        var codes = job.codes[...]
        if isStrict, let first = job.firstMalformed {
            stop.store(true, ordering: .relaxed)
            bytes = UnsafeRawBufferPointer(rebasing: bytes[..<first.bytes])
            codes = codes.prefix(first.lines)
        }
        codeLines.removeAll()
        for code in codes {
            counts[Int(code)] += 1
            codeLines.write(BatchCode.text(Int(code)))
            codeLines.write("\n")
        }
        digest.update(codeLines.bytes)
        try Console.print(raw: bytes)
        if showsProgress { progress() }
    }

    /// Writes the summary.
    ///
    /// - Throws: as ``take(_:)``.
    func finish() throws(CLIError) {
        clearProgress()
        let codes = counts.enumerated().filter { $0.element > 0 }.map {
            (BatchCode.name($0.offset), JSON.integer($0.element))
        }
        let summary = JSON.object([
            ("records", .integer(records)), ("valid", .integer(counts[BatchCode.index(.ok)])),
            ("codes", .object(codes)), ("verdicts_sha256", .string(digest.finish())),
        ])
        try Console.print(JSON.object([("summary", summary)]).rendered)
    }

    /// Takes the line of progress away, so that what comes next has a line of its own.
    func clearProgress() {
        guard hasProgressLine else { return }
        hasProgressLine = false
        _ = Descriptor.standardError.writeAll(Array("\r\u{1B}[K".utf8))
    }

    private func progress() {
        let now = ContinuousClock.now
        guard now - lastProgress > .milliseconds(200) else { return }
        lastProgress = now
        let seconds = Double((now - began).components.seconds) + Double((now - began).components.attoseconds) / 1e18
        let rate = Int(Double(records) / max(seconds, 0.001))
        let invalid = records - counts[BatchCode.index(.ok)]
        let line = "\r\u{1B}[K\(records) record\(records == 1 ? "" : "s"), \(invalid) not valid, \(rate) per second"
        hasProgressLine = true
        _ = Descriptor.standardError.writeAll(Array(line.utf8))
    }
}
