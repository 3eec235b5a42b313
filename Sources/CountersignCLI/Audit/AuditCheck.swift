internal import ArgumentParser
internal import CountersignPrevalidator

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// `countersign audit check`: is the log as it was written?
struct AuditCheck: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Follow the hash chain of an audit log through all of its files.",
        discussion: """
            Examples:
              countersign audit check audit.ndjson
              countersign audit check audit-1.ndjson audit-2.ndjson audit.ndjson

            Files are given in the order in which they were written; - is standard input. Prints how many entries are \
            intact and the head, the hash of the last one. A head that was noted elsewhere and is given with --head \
            has to be in the log: otherwise its end was cut off. A last line that was torn, by a killed process or a \
            cut file, is reported as torn.

            Exit code 0: intact. 1: changed, broken, torn, or the head is missing. 66: a file is missing.
            """)

    @Argument(help: ArgumentHelp("The files of the log, the oldest first.", valueName: "file"), completion: .file())
    var files: [RawArgument]

    @Option(help: ArgumentHelp("A hash that was the head once and has to be in the log.", valueName: "hash"))
    var head: RawArgument?

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var trail = AuditTrail(head: try head.map(Self.hash))
        for file in files {
            let source = try RecordSource.open(file)
            defer { source.close() }
            trail.beginFile()
            try source.descriptor.readPieces { try trail.read($0) }
        }
        let finding = trail.finish()
        let head = trail.head ?? "none"
        try reporting.print(
            "entries  \(trail.count)\nhead     \(head)\nverdict  \(text(finding))",
            json: .object([
                ("intact", .bool(finding == .intact)), ("finding", .string(name(finding))),
                ("entries", .integer(trail.count)), ("head", trail.head.map(JSON.string) ?? .null),
                ("file", place(finding).map { .string(PrintableText.of(files[$0.file - 1].bytes)) } ?? .null),
                ("line", place(finding).map { .integer($0.line) } ?? .null),
            ]))
        return finding == .intact ? .success : .negative
    }

    private static func hash(_ argument: RawArgument) throws(CLIError) -> String {
        guard argument.bytes.count == 64,
            argument.bytes.allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) })
        else { throw CLIError(.usage, "--head: expected 64 lower-case hex digits") }
        return String(decoding: argument.bytes, as: UTF8.self)
    }

    private func name(_ finding: AuditTrail.Finding) -> String {
        switch finding {
        case .intact: "intact"
        case .torn: "torn"
        case .changed: "changed"
        case .broken: "broken"
        case .headMissing: "head_missing"
        }
    }

    private func place(_ finding: AuditTrail.Finding) -> (file: Int, line: Int)? {
        switch finding {
        case .torn(let file, let line), .changed(let file, let line), .broken(let file, let line): (file, line)
        case .intact, .headMissing: nil
        }
    }

    private func text(_ finding: AuditTrail.Finding) -> String {
        let found = place(finding)
        let place = found.map { "line \($0.line) of '\(PrintableText.of(files[$0.file - 1].bytes))'" } ?? ""
        return switch finding {
        case .intact: "intact"
        case .torn: "torn: the log ends within \(place)"
        case .changed: "changed: \(place)"
        case .broken: "broken: something is missing before \(place), or was put in"
        case .headMissing: "head missing: the end was cut off, or this is another log"
        }
    }
}

extension Descriptor {
    /// Reads to the end in pieces.
    ///
    /// - Throws: `read_failed`, and what the body throws.
    fileprivate func readPieces(_ body: ([UInt8]) throws -> Void) throws {
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(number, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw CLIError(.readFailed, SystemError.text(errno)) }
            if count == 0 { return }
            try body(Array(piece[..<count]))
        }
    }
}
