internal import CountersignPrimitives

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A file that was read whole, and who else may read it.
struct InputFile {
    let content: SecretBytes
    /// Permission bits of a regular file; nil for pipes and devices, which have no lasting readers.
    let permissions: UInt32?

    /// Opens and reads a file.
    ///
    /// - Parameters:
    ///   - path: the file's name as bytes; names need not be UTF-8.
    ///   - limit: the most bytes that make sense for what is read.
    ///   - role: what the file is, for messages: "key file".
    /// - Throws: `input_missing`, `too_long`, `read_failed`.
    static func read(_ path: RawArgument, limit: Int, role: String) throws(CLIError) -> InputFile {
        let number = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        let name = "\(role) '\(PrintableText.name(path.bytes))'"
        guard number >= 0 else { throw CLIError(.inputMissing, "\(name): \(SystemError.text(errno))") }
        defer { close(number) }
        var status = stat()
        guard fstat(number, &status) == 0 else { throw CLIError(.readFailed, "\(name): \(SystemError.text(errno))") }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw CLIError(.inputMissing, "\(name): \(SystemError.text(EISDIR))") }
        let content = try content(of: Descriptor(number: number), limit: limit, name: name)
        return InputFile(content: content, permissions: kind == S_IFREG ? UInt32(status.st_mode & 0o7777) : nil)
    }

    /// Whether there is anything of this name.
    static func exists(_ path: RawArgument) -> Bool {
        path.withCString { access($0, F_OK) } == 0
    }

    /// Reads an open descriptor to its end.
    ///
    /// - Throws: `input_missing` where nothing is open there, `too_long`, `read_failed`.
    static func content(of descriptor: Descriptor, limit: Int, name: String) throws(CLIError) -> SecretBytes {
        switch descriptor.readToEnd(limit: limit) {
        case .bytes(let bytes): return bytes
        case .tooLong: throw CLIError(.tooLong, "\(name): expected at most \(limit) bytes, found more")
        case .failed(EBADF): throw CLIError(.inputMissing, "\(name): not open for reading")
        case .failed(let problem): throw CLIError(.readFailed, "\(name): \(SystemError.text(problem))")
        }
    }
}
