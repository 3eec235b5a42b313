internal import CCountersignNDJSON
internal import CountersignBatch

/// Some lines on their way: read, scanned, verified, written out. One thread has a job at a time.
final class BatchJob: @unchecked Sendable {
    struct Line {
        let number: Int
        let offset: Int
        let count: Int
    }

    /// What a record's line of output needs.
    struct Note {
        let line: Int
        var id: UnsafeRawBufferPointer?
        var isNumber = false
        /// Why the line has no verdict of the verifier.
        var fault: Fault?
    }

    struct Fault {
        let code: Int
        let reason: String
        let offset: Int?
    }

    private(set) var lines: [Line] = []
    private(set) var inputCount = 0
    let share: JobShare
    private var capacity: Int
    private var input: UnsafeMutableRawPointer
    private let decoded: DecodedBytes
    var batch: Batch
    var notes: [Note] = []
    private var verdicts: UnsafeMutableBufferPointer<BatchVerdict>

    /// Lines of output.
    var output = ByteWriter()
    /// The code of each line of output, in order.
    private(set) var codes: [UInt8] = []
    /// Lines of output up to and including the first malformed line, and their bytes.
    private(set) var firstMalformed: (lines: Int, bytes: Int)?

    init(_ share: JobShare) {
        self.share = share
        capacity = Self.capacity(share)
        input = .allocate(byteCount: capacity, alignment: 64)
        decoded = DecodedBytes(capacity: capacity)
        batch = Batch(minimumCapacity: share.lines)
        verdicts = UnsafeMutableBufferPointer(start: nil, count: 0)
    }

    deinit {
        input.deallocate()
        verdicts.deallocate()
    }

    // MARK: Reading

    /// Room for the last line too, if it is of an ordinary length.
    private static func capacity(_ share: JobShare) -> Int { share.bytes + 1 << 14 }

    /// A long line took more memory than the job's share.
    var isOutsized: Bool { capacity > Self.capacity(share) }
    var isFull: Bool { lines.count >= share.lines || inputCount >= share.bytes }

    /// Memory for as many bytes of lines; those it has are kept.
    private func resize(_ bytes: Int) {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        larger.copyMemory(from: input, byteCount: inputCount)
        input.deallocate()
        input = larger
        capacity = bytes
        decoded.resize(bytes)
    }

    /// Forgets what the job held, and gives back what was more than its share.
    func empty() {
        lines.removeAll(keepingCapacity: true)
        notes.removeAll(keepingCapacity: true)
        codes.removeAll(keepingCapacity: true)
        output.removeAll()
        batch.removeAll()
        inputCount = 0
        decoded.removeAll()
        firstMalformed = nil
        guard isOutsized else { return }
        resize(Self.capacity(share))
        output = ByteWriter()
    }

    func append(_ line: UnsafeRawBufferPointer, number: Int) {
        if inputCount + line.count > capacity { resize(inputCount + line.count) }
        if let source = line.baseAddress {
            (input + inputCount).copyMemory(from: source, byteCount: line.count)
        }
        lines.append(Line(number: number, offset: inputCount, count: line.count))
        inputCount += line.count
    }

    /// A line that was too long to be kept.
    func appendLongLine(number: Int) {
        lines.append(Line(number: number, offset: 0, count: -1))
    }

    /// Room for `count` decoded bytes, until the job is emptied.
    func room(_ count: Int) -> UnsafeMutableRawBufferPointer { decoded.room(count) }

    /// The bytes of a line; nil for one that was too long to be kept.
    func bytes(of line: Line) -> UnsafeMutableRawBufferPointer? {
        line.count < 0 ? nil : UnsafeMutableRawBufferPointer(start: input + line.offset, count: line.count)
    }

    // MARK: Working

    /// Scans, verifies and writes the lines.
    func process(_ verifier: BatchVerifier) throws {
        for line in lines { scan(line) }
        if verdicts.count < batch.count {
            verdicts.deallocate()
            verdicts = .allocate(capacity: max(batch.count, lines.count))
            verdicts.initialize(repeating: BatchVerdict.unset)
        }
        try verifier.verify(batch, into: UnsafeMutableBufferPointer(rebasing: verdicts[..<batch.count]))
        var next = 0
        for note in notes {
            if let fault = note.fault {
                write(note, fault)
            } else {
                write(note, verdicts[next])
                next += 1
            }
        }
    }

    private func scan(_ line: Line) {
        var note = Note(line: line.number)
        guard line.count >= 0 else {
            note.fault = Fault(
                code: BatchCode.malformedLine, reason: "expected at most \(LineReader.longestLine) bytes, found more",
                offset: nil)
            notes.append(note)
            return
        }
        let bytes = (input + line.offset).assumingMemoryBound(to: UInt8.self)
        guard !countersign_line_is_blank(bytes, line.count) else { return }
        var record = countersign_record()
        let finding = countersign_record_scan(bytes, line.count, &record)
        if let id = record.bytes(COUNTERSIGN_MEMBER_ID) {
            note.id = id
            note.isNumber = record.id_is_number
        }
        if finding.fault == COUNTERSIGN_LINE_OK {
            note.fault = append(record)
        } else {
            note.fault = Fault(
                code: BatchCode.malformedLine,
                reason: String(cString: countersign_line_fault_reason(finding.fault)), offset: finding.offset)
        }
        notes.append(note)
    }

    // MARK: Writing

    private func begin(_ note: Note, _ code: Int) {
        output.write("{\"line\":")
        output.write(note.line)
        if let id = note.id {
            output.write(",\"id\":")
            if note.isNumber { output.write(id) } else { output.writeJSONString(id) }
        }
        output.write(code == 0 ? ",\"valid\":true,\"code\":\"" : ",\"valid\":false,\"code\":\"")
        output.write(BatchCode.text(code))
        output.write("\"")
        codes.append(UInt8(truncatingIfNeeded: code))
    }

    private func write(_ note: Note, _ verdict: BatchVerdict) {
        begin(note, BatchCode.index(verdict.code))
        if let defect = verdict.defect {
            output.write(",\"defect\":\"")
            output.write(defect.name)
            output.write("\",\"offset\":")
            output.write(defect.offset)
        }
        if verdict.code == .keyMalformed {
            output.write(",\"reason\":\"key: coordinates that are not on the curve or not below p\"")
        }
        output.write("}\n")
    }

    private func write(_ note: Note, _ fault: Fault) {
        begin(note, fault.code)
        output.write(",\"reason\":")
        output.write(JSON.string(fault.reason).rendered)
        if let offset = fault.offset {
            output.write(",\"offset\":")
            output.write(offset)
        }
        output.write("}\n")
        if fault.code == BatchCode.malformedLine, firstMalformed == nil {
            firstMalformed = (codes.count, output.count)
        }
    }
}

extension countersign_record {
    /// The bytes of a member, when it is there.
    func bytes(_ member: countersign_member) -> UnsafeRawBufferPointer? {
        let index = Int(member.rawValue)
        guard present >> UInt32(index) & 1 == 1 else { return nil }
        let span = withUnsafeBytes(of: self.member) { all in
            all.loadUnaligned(fromByteOffset: index * MemoryLayout<countersign_span>.stride, as: countersign_span.self)
        }
        return UnsafeRawBufferPointer(start: span.bytes, count: span.length)
    }
}
