internal import CountersignPrimitives

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A file that appears whole or not at all.
///
/// The bytes go to a temporary file beside the target, are forced to the disk, and then get their name in one step
/// that fails where the name is taken; the directory is forced to the disk last.
struct OutputFile {
    let path: RawArgument
    /// Permissions of the finished file; a private key is 0600 at every moment.
    let mode: mode_t
    let overwrites: Bool

    private var name: String { "'\(PrintableText.name(path.bytes))'" }

    /// Refuses early what ``write(_:)`` would refuse, before anybody is asked for a passphrase.
    ///
    /// - Throws: `would_overwrite`, `cannot_create`.
    func check() throws(CLIError) {
        guard let last = path.bytes.last else { throw CLIError(.cannotCreate, "the output file has no name") }
        guard !path.isDash else {
            throw CLIError(
                .cannotCreate, "expected the name of a file, found '-'", hint: "a file of that name is written as ./-")
        }
        guard last != UInt8(ascii: "/") else { throw CLIError(.cannotCreate, "\(name) is the name of a directory") }
        var status = stat()
        guard withName(path.bytes, { lstat($0, &status) }) == 0 else { return }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw CLIError(.cannotCreate, "\(name) is a directory") }
        guard overwrites else { throw exists }
        guard status.st_mode & S_IFMT == S_IFREG || status.st_mode & S_IFMT == S_IFLNK else {
            throw CLIError(.cannotCreate, "\(name) is not a regular file")
        }
    }

    /// Creates the file, and its directory (0700) where that is missing.
    ///
    /// - Throws: `would_overwrite`, `cannot_create`, `write_failed`; then no file is left behind.
    func write(_ bytes: SecretBytes) throws(CLIError) {
        try check()
        let directory = Self.directory(of: path.bytes)
        if withName(directory, { mkdir($0, 0o700) }) == 0 { syncDirectory(Self.directory(of: directory)) }
        let signals = BlockedSignals()
        defer { signals.unblock() }
        var temporary = directory + Array("/.countersign-XXXXXX".utf8)
        let number = createTemporary(&temporary)
        guard number >= 0 else { throw CLIError(.cannotCreate, "\(name): \(SystemError.text(errno))") }
        var isFinished = false
        defer { if !isFinished { _ = withName(temporary, unlink) } }
        try fill(number, with: bytes)
        try giveName(from: temporary)
        isFinished = true
        syncDirectory(directory)
    }

    /// Creates a file of a new name, readable by nobody else, and completes the name.
    private func createTemporary(_ path: inout [UInt8]) -> Int32 {
        var name = path.map(CChar.init(bitPattern:)) + [0]
        let number = mkstemp(&name)
        path = name.dropLast().map(UInt8.init(bitPattern:))
        return number
    }

    private func fill(_ number: Int32, with bytes: SecretBytes) throws(CLIError) {
        var problem: Int32?
        if fchmod(number, mode) != 0 { problem = errno }
        problem = problem ?? bytes.withBytes { Descriptor(number: number).writeAll($0) }
        if problem == nil && fsync(number) != 0 { problem = errno }
        if close(number) != 0 { problem = problem ?? errno }
        if let problem { throw CLIError(.writeFailed, "\(name): \(SystemError.text(problem))") }
    }

    private func giveName(from temporary: [UInt8]) throws(CLIError) {
        let move = overwrites ? rename : link
        guard withName(temporary, { from in withName(path.bytes) { move(from, $0) } }) == 0 else {
            throw refusal(errno)
        }
        if !overwrites { _ = withName(temporary, unlink) }
    }

    private func refusal(_ problem: Int32) -> CLIError {
        switch problem {
        case EEXIST where !overwrites: exists
        case EPERM where !overwrites, EOPNOTSUPP where !overwrites:
            // Reserving the name with an empty file first would leave that file behind after a crash.
            CLIError(
                .cannotCreate, "\(name): its file system has no hard links, so that a file of that name could be lost",
                hint: "--force writes it all the same, in the place of a file of that name")
        default: CLIError(.cannotCreate, "\(name): \(SystemError.text(problem))")
        }
    }

    private var exists: CLIError {
        CLIError(.wouldOverwrite, "\(name) exists", hint: "--force replaces it")
    }

    /// What survives a crash is the directory entry too. Not every file system can do this; then there is nothing
    /// more to be done.
    private func syncDirectory(_ directory: [UInt8]) {
        let number = withName(directory) { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard number >= 0 else { return }
        fsync(number)
        close(number)
    }

    /// The part before the last slash; `.` where there is none.
    private static func directory(of path: [UInt8]) -> [UInt8] {
        guard let slash = path.lastIndex(of: UInt8(ascii: "/")) else { return Array(".".utf8) }
        return slash == 0 ? Array("/".utf8) : Array(path[..<slash])
    }

    private func withName(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        RawArgument(bytes: path).withCString(body)
    }
}
