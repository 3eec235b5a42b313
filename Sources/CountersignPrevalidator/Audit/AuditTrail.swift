/// Follows the hash chain through the files of a log, the oldest first.
public struct AuditTrail: Sendable {
    /// What was found.
    public enum Finding: Sendable, Equatable {
        case intact
        /// The file ends within a line: the process was killed, or the file was cut.
        case torn(file: Int, line: Int)
        /// A line was changed, or is none of a log.
        case changed(file: Int, line: Int)
        /// A line is missing before this one, or was put in.
        case broken(file: Int, line: Int)
        /// The hash that was noted is not in the log: its end was cut off, or it is another log.
        case headMissing
    }

    /// Lines that are as they were written.
    public private(set) var count = 0
    /// The hash of the last of them: note it elsewhere to find out later whether the end was cut off.
    public private(set) var head: String?
    public private(set) var finding = Finding.intact

    private var noted: String?
    private var file = 0
    private var line = 0
    private var numberInFile = 0
    private var rest: [UInt8] = []

    /// - Parameter head: a hash that was noted before; it has to be in the log.
    public init(head: String? = nil) { noted = head }

    /// Goes on with the next file.
    public mutating func beginFile() {
        endFile()
        file += 1
        (line, numberInFile) = (0, 0)
    }

    /// Takes in the next piece of the file.
    ///
    /// - Throws: where libcrypto fails.
    public mutating func read(_ piece: some Sequence<UInt8>) throws {
        guard finding == .intact else { return }
        var (start, unseen) = (rest.startIndex, rest.endIndex)
        rest += piece
        while let end = rest[unseen...].firstIndex(of: 0x0A) {
            try take(rest[start..<end])
            (start, unseen) = (end + 1, end + 1)
            if finding != .intact { break }
        }
        rest.removeSubrange(..<start)
    }

    /// What all files together come to.
    public mutating func finish() -> Finding {
        endFile()
        if finding == .intact, let noted, noted != AuditChain.origin { finding = .headMissing }
        return finding
    }

    private mutating func endFile() {
        if finding == .intact, !rest.isEmpty { finding = .torn(file: file, line: line + 1) }
        rest = []
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) throws {
        line += 1
        guard let link = try AuditChain.read(bytes) else {
            finding = .changed(file: file, line: line)
            return
        }
        let expected = head ?? (file == 1 ? link.previous : AuditChain.origin)
        guard link.previous == expected, link.number == numberInFile + 1 else {
            finding = .broken(file: file, line: line)
            return
        }
        numberInFile = link.number
        count += 1
        head = link.hash
        if noted == link.hash { noted = nil }
    }
}
