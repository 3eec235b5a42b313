import CountersignService

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of the log and where its chain stands.
///
/// When the file was moved away (`mv audit.ndjson audit-1.ndjson`), the next lines go to a new one, whose first line
/// names the last hash of the old one. The file is locked while it is open: two writers would overwrite each other.
struct AuditFile {
    private let path: String
    private let descriptor: Int32
    private var length = 0
    private var count = 0
    private var head = AuditChain.origin

    /// - Parameter previous: the file that a new one goes on from, where the log was moved away while nobody wrote it.
    init(path: String, after previous: String?, at now: Moment) throws {
        // Whoever takes over waits for who is just going.
        try self.init(opening: path, O_CREAT, patience: .seconds(2))
        do {
            var torn = try readEnd()
            var entries: [AuditEntry] = []
            if length == 0 {
                if let previous { torn += try takeOver(previous) }
                entries.append(AuditEntry(event: "opened"))
            }
            if torn > 0 { entries.append(AuditEntry(event: "recovered", code: "torn_\(torn)_bytes")) }
            if !entries.isEmpty { try append(entries, at: now) }
        } catch {
            end()
            throw error
        }
    }

    private init(opening path: String, _ flags: Int32 = 0, patience: Duration = .zero) throws {
        self.path = path
        descriptor = try Self.open(path, flags, patience)
    }

    /// Goes on from the end of another file.
    /// - Returns: bytes of a torn line that were cut off there.
    private mutating func takeOver(_ previous: String) throws -> Int {
        guard try !isOpened(by: previous) else {
            throw PrevalidatorError(.auditUnavailable, "\(previous): expected another file than the log itself")
        }
        var file = try AuditFile(opening: previous)
        defer { file.end() }
        let torn = try file.readEnd()
        guard file.count > 0 else { throw Self.foreign(previous) }
        head = file.head
        return torn
    }

    /// Ends its use.
    func end() { _ = close(descriptor) }

    /// Appends lines, all or none.
    ///
    /// - Throws: `audit_unavailable`.
    mutating func append(_ entries: [AuditEntry], at now: Moment) throws {
        try followRotation(at: now)
        try add(entries, at: now)
    }

    private mutating func add(_ entries: [AuditEntry], at now: Moment) throws {
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

    /// Whether the path names the file that is open here.
    private func isOpened(by path: String) throws -> Bool {
        guard let opened = FileIdentity(descriptor: descriptor) else { throw Self.failure(path) }
        return FileIdentity(path: path) == opened
    }

    private mutating func followRotation(at now: Moment) throws {
        if try isOpened(by: path) { return }
        var next = try AuditFile(opening: path, O_CREAT)
        do {
            // Another service may have written here in between.
            guard lseek(next.descriptor, 0, SEEK_END) == 0 else {
                throw PrevalidatorError(.auditUnavailable, "\(path): expected a new file, found one that is not empty")
            }
            next.head = head
            try next.add([AuditEntry(event: "opened")], at: now)
        } catch {
            next.end()
            throw error
        }
        end()
        self = next
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
        var window = 65_536
        while true {
            let start = max(0, size - window)
            let tail = try read(start..<size)
            if let lastNewline = tail.lastIndex(of: 0x0A) {
                let lines = tail[..<lastNewline]
                let before = lines.lastIndex(of: 0x0A)
                if before != nil || start == 0 {
                    guard let link = try AuditChain.read(lines[(before.map { $0 + 1 } ?? 0)...]) else {
                        throw Self.foreign(path)
                    }
                    (head, count) = (link.hash, link.number)
                    try cut(at: start + lastNewline + 1)
                    return size - length
                }
            } else if start == 0 {
                // The first line of a log was torn, or it is none.
                guard tail.starts(with: AuditChain.start.prefix(size)) else { throw Self.foreign(path) }
                try cut(at: 0)
                return size
            }
            // The last whole line begins before what was read.
            window *= 4
        }
    }

    private func read(_ range: Range<Int>) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(range.lowerBound))
        }
        guard count == bytes.count else { throw Self.failure(path) }
        return bytes
    }

    private mutating func cut(at length: Int) throws {
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure(path) }
        self.length = length
    }

    /// Opens and locks.
    ///
    /// - Throws: `audit_locked` when another process still writes the file after so long, `audit_unavailable`.
    private static func open(_ path: String, _ flags: Int32, _ patience: Duration) throws -> Int32 {
        #if canImport(Glibc)
            let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        #else
            let descriptor = Darwin.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        #endif
        guard descriptor >= 0 else { throw failure(path) }
        let end = ContinuousClock.now + patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let isHeld = errno == EWOULDBLOCK
            guard errno == EINTR || (isHeld && ContinuousClock.now < end) else {
                let error = isHeld ? PrevalidatorError(.auditLocked, "another process writes '\(path)'") : failure(path)
                _ = close(descriptor)
                throw error
            }
            usleep(20_000)
        }
        return descriptor
    }

    private static func failure(_ path: String) -> PrevalidatorError {
        PrevalidatorError(.auditUnavailable, "\(path): \(String(cString: strerror(errno)))")
    }

    private static func foreign(_ path: String) -> PrevalidatorError {
        PrevalidatorError(.auditUnavailable, "\(path): expected an audit log, found a last line that is none of one")
    }
}
