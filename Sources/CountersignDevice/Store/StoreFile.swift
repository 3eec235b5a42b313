#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The calls to the system that a file of phones needs, with their failures in words.
struct StoreFile: Sendable {
    /// Far above a fleet; a larger file is something else.
    static let limit = 64 << 20

    let path: String
    private var temporary: String { path + ".new" }
    private var lockPath: String { path + ".lock" }
    private var directory: String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    // MARK: Reading

    /// The file's bytes. A link is not followed, and nothing but a regular file of this user's is read.
    ///
    /// - Throws: ``DeviceError`` `store_missing`, `store_owner`, `store_permissions`, `store_corrupt` for what is too large,
    ///   `store_io`.
    func read(acceptsOpenPermissions: Bool) throws(DeviceError) -> [UInt8] {
        let number = retrying { open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard number >= 0 else {
            let problem = errno
            if problem == ENOENT { throw DeviceError(.storeMissing, "there is no file '\(path)'") }
            if problem == ELOOP { throw DeviceError(.storeIO, "'\(path)' is a link, which is not followed") }
            throw failure("opening '\(path)'", problem)
        }
        defer { close(number) }
        var status = stat()
        guard fstat(number, &status) == 0 else { throw failure("looking at '\(path)'") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw DeviceError(.storeIO, "'\(path)' is no regular file") }
        if !acceptsOpenPermissions {
            guard status.st_uid == geteuid() else {
                throw DeviceError(.storeOwner, "'\(path)' belongs to another user")
            }
            guard status.st_mode & 0o077 == 0 else {
                throw DeviceError(
                    .storePermissions,
                    "others can read '\(path)': its permissions are 0\(String(status.st_mode & 0o777, radix: 8)), "
                        + "expected 0600")
            }
        }
        guard status.st_size <= Self.limit else {
            throw DeviceError(.storeCorrupt, "expected at most \(Self.limit) bytes, found \(status.st_size)")
        }
        return try content(of: number)
    }

    private func content(of number: Int32) throws(DeviceError) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = retrying { systemRead(number, &chunk, chunk.count) }
            if count < 0 { throw failure("reading '\(path)'") }
            if count == 0 { return content }
            content += chunk[..<count]
            guard content.count <= Self.limit else {
                throw DeviceError(.storeCorrupt, "expected at most \(Self.limit) bytes, found more")
            }
        }
    }

    /// Whether there is anything of this name, a dangling link included.
    var exists: Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    // MARK: Writing

    /// Puts new bytes in the file's place in one step: whoever is killed at whichever call leaves the old file or the
    /// new one. Only the holder of the lock calls this, which is why the temporary file can have a fixed name, and
    /// what a killed process left of it goes at the next write.
    ///
    /// - Throws: ``DeviceError`` `store_io`, also for more bytes than are ever read; the old file is untouched.
    func replace(with bytes: [UInt8]) throws(DeviceError) {
        guard bytes.count <= Self.limit else {
            throw DeviceError(
                .storeIO, "writing '\(path)': expected at most \(Self.limit) bytes, found \(bytes.count)")
        }
        if unlink(temporary) != 0, errno != ENOENT { throw failure("removing '\(temporary)'") }
        let number = retrying { open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600) }
        guard number >= 0 else { throw failure("creating '\(temporary)'") }
        var isDone = false
        defer { if !isDone { unlink(temporary) } }
        do throws(DeviceError) {
            // Whatever the umask says; 0600 & ~umask can only be less than this.
            guard fchmod(number, 0o600) == 0 else { throw failure("closing '\(temporary)' to others") }
            try write(bytes, to: number)
            guard retrying({ fsync(number) }) == 0 else { throw failure("forcing '\(temporary)' to the disk") }
        } catch {
            close(number)
            throw error
        }
        guard close(number) == 0 || errno == EINTR else { throw failure("closing '\(temporary)'") }
        guard rename(temporary, path) == 0 else { throw failure("replacing '\(path)'") }
        isDone = true
        syncDirectory()
    }

    private func write(_ bytes: [UInt8], to number: Int32) throws(DeviceError) {
        var start = 0
        while start < bytes.count {
            let count = retrying {
                bytes.withUnsafeBytes { systemWrite(number, $0.baseAddress?.advanced(by: start), bytes.count - start) }
            }
            guard count > 0 else { throw failure("writing '\(temporary)'", count == 0 ? ENOSPC : errno) }
            start += count
        }
    }

    /// Makes the directory where it is missing, for its owner only.
    func makeDirectory() {
        _ = mkdir(directory, 0o700)
    }

    /// What survives a power failure is the directory's entry, too. Not every file system can do this.
    private func syncDirectory() {
        let number = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { return }
        fsync(number)
        close(number)
    }

    // MARK: Locking

    /// Holds the lock for the time of `body`. The system lets go of it when the process ends, however it ends.
    ///
    /// - Throws: ``DeviceError`` `store_locked` after `patience`, `store_io`, and what `body` throws.
    func locked<Result>(patience: Duration, _ body: () throws -> Result) throws -> Result {
        let number = retrying { open(lockPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600) }
        guard number >= 0 else { throw failure("opening '\(lockPath)'") }
        defer { close(number) }
        let end = ContinuousClock.now + patience
        while flock(number, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure("locking '\(lockPath)'") }
            guard ContinuousClock.now < end else {
                throw DeviceError(.storeLocked, "another process holds '\(path)'")
            }
            usleep(5_000)
        }
        return try body()
    }

    // MARK: Failures

    private func retrying<Number: SignedInteger>(_ call: () -> Number) -> Number {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }

    private func failure(_ what: String, _ number: Int32 = errno) -> DeviceError {
        DeviceError(.storeIO, "\(what): \(strerror(number).map { String(cString: $0) } ?? "error \(number)")")
    }
}

// Under names of their own, since the type has methods of the system's names.
private func systemRead(_ number: Int32, _ buffer: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(number, buffer, count)
}

private func systemWrite(_ number: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, buffer, count)
}
