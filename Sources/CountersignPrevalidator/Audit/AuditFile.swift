import CountersignService

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of the log and where its chain stands.
///
/// When the file was moved away (`mv audit.ndjson audit-1.ndjson`), the next lines go to a new one, whose first line
/// names the last hash of the old one.
struct AuditFile {
    private let path: String
    private var descriptor: Int32
    private var length = 0
    private var count = 0
    private var head = AuditChain.origin

    init(path: String, at now: Moment) throws {
        self.path = path
        descriptor = try Self.open(path)
        let torn = try readEnd()
        if torn > 0 {
            try append([AuditEntry(event: "recovered", code: "torn_\(torn)_bytes")], at: now)
        } else if length == 0 {
            try append([AuditEntry(event: "opened")], at: now)
        }
    }

    /// Ends its use.
    func end() { _ = close(descriptor) }

    /// Appends lines, all or none.
    ///
    /// - Throws: `audit_unavailable`.
    mutating func append(_ entries: [AuditEntry], at now: Moment) throws {
        try followRotation(at: now)
        var bytes: [UInt8] = []
        var (head, count) = (head, count)
        for entry in entries {
            count += 1
            let line = try AuditChain.line(entry.object(number: count, at: now, previous: head))
            bytes += line.bytes
            head = line.hash
        }
        try write(bytes)
        (self.head, self.count) = (head, count)
        length += bytes.count
    }

    private mutating func followRotation(at now: Moment) throws {
        var (opened, named) = (stat(), stat())
        guard fstat(descriptor, &opened) == 0 else { throw Self.failure(path) }
        if stat(path, &named) == 0, named.st_ino == opened.st_ino, named.st_dev == opened.st_dev { return }
        let next = try Self.open(path)
        _ = close(descriptor)
        descriptor = next
        length = 0
        let line = try AuditChain.line(AuditEntry(event: "opened").object(number: 1, at: now, previous: head))
        try write(line.bytes)
        (head, count, length) = (line.hash, 1, line.bytes.count)
    }

    /// What was written of a group that could not be written whole is cut off again.
    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                pwrite(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, off_t(length + sent))
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                let failure = Self.failure(path)
                _ = ftruncate(descriptor, off_t(length))
                throw failure
            }
            sent += result
        }
    }

    /// Finds the head of the chain and cuts off a torn last line.
    /// - Returns: bytes cut off.
    private mutating func readEnd() throws -> Int {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size >= 0 else { throw Self.failure(path) }
        let start = max(0, size - 65_536)
        var tail = [UInt8](repeating: 0, count: size - start)
        guard tail.withUnsafeMutableBytes({ pread(descriptor, $0.baseAddress, $0.count, off_t(start)) }) == tail.count
        else {
            throw Self.failure(path)
        }
        guard let lastNewline = tail.lastIndex(of: 0x0A) else {
            guard start == 0 else { throw Self.foreign(path) }
            try cut(at: 0)
            return size
        }
        length = start + lastNewline + 1
        let lines = tail[..<lastNewline]
        let lastStart = lines.lastIndex(of: 0x0A).map { $0 + 1 } ?? lines.startIndex
        guard let link = try AuditChain.read(lines[lastStart...]) else { throw Self.foreign(path) }
        (head, count) = (link.hash, link.number)
        try cut(at: length)
        return size - length
    }

    private mutating func cut(at length: Int) throws {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure(path) }
        self.length = length
    }

    private static func open(_ path: String) throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #else
            let descriptor = Darwin.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #endif
        guard descriptor >= 0 else { throw failure(path) }
        return descriptor
    }

    private static func failure(_ path: String) -> PrevalidatorError {
        PrevalidatorError(.auditUnavailable, "\(path): \(String(cString: strerror(errno)))")
    }

    private static func foreign(_ path: String) -> PrevalidatorError {
        PrevalidatorError(.auditUnavailable, "\(path): expected an audit log, found a last line that is none of one")
    }
}
