internal import CCountersignNDJSON
internal import CountersignBatch

/// The keys that records name by `key_id`.
enum RegistryFile {
    /// Keys that are checked together.
    private static let group = 4096

    /// Enrols the keys of a file of `{"key_id":…,"key":…}` lines.
    ///
    /// - Throws: `registry` with the number of the line that is wrong; `input_missing`, `read_failed`.
    static func enrol(_ path: RawArgument, in verifier: BatchVerifier) throws {
        let source = try RecordSource.open(path)
        defer { source.close() }
        let reader = LineReader(source.descriptor, name: source.name)
        let job = BatchJob(JobShare(places: 1, batchSize: group))
        while try reader.fill(job) {
            var keys: [(id: [UInt8], point: [UInt8])] = []
            var numbers: [Int] = []
            for line in job.lines {
                guard let key = try key(job, line, source.name) else { continue }
                keys.append(key)
                numbers.append(line.number)
            }
            for (number, result) in zip(numbers, try verifier.enrol(unchecked: keys)) {
                if case .failure(let error) = result { throw fault(source.name, number, error.reason) }
            }
        }
    }

    private static func key(_ job: BatchJob, _ line: BatchJob.Line, _ name: String) throws -> (
        id: [UInt8], point: [UInt8]
    )? {
        guard let bytes = job.bytes(of: line) else { throw fault(name, line.number, "too long") }
        let start = bytes.assumingMemoryBound(to: UInt8.self).baseAddress
        guard !countersign_line_is_blank(start, bytes.count) else { return nil }
        var record = countersign_record()
        let finding = countersign_record_scan(start, bytes.count, &record)
        guard finding.fault == COUNTERSIGN_LINE_OK else {
            let reason = String(cString: countersign_line_fault_reason(finding.fault))
            throw fault(name, line.number, "\(reason) at byte \(finding.offset)")
        }
        guard let id = record.bytes(COUNTERSIGN_MEMBER_KEY_ID), let key = record.bytes(COUNTERSIGN_MEMBER_KEY) else {
            throw fault(name, line.number, "expected key_id and key")
        }
        do throws(RecordFault) {
            return (Array(id), Array(try RecordKey.point(key, room: job.room)))
        } catch {
            throw fault(name, line.number, error.reason)
        }
    }

    private static func fault(_ name: String, _ line: Int, _ reason: String) -> CLIError {
        CLIError(.registry, "registry \(name), line \(line): \(reason)")
    }
}

extension CLIError.Code {
    static let registry = Self("registry", .malformed)
}
