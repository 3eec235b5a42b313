#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A file or standard input, open for reading piece by piece.
struct RecordSource {
    let descriptor: Descriptor
    /// For messages.
    let name: String

    /// - Throws: `input_missing`.
    static func open(_ path: RawArgument) throws(CLIError) -> RecordSource {
        if path.isDash {
            return RecordSource(descriptor: .standardInput, name: "standard input")
        }
        let name = "'\(PrintableText.of(path.bytes))'"
        #if canImport(Darwin)
            let number = path.withCString { Darwin.open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        #else
            let number = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
        #endif
        guard number >= 0 else { throw CLIError(.inputMissing, "\(name): \(SystemError.text(errno))") }
        var status = stat()
        if fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            _ = SystemClose.close(number)
            throw CLIError(.inputMissing, "\(name): \(SystemError.text(EISDIR))")
        }
        return RecordSource(descriptor: Descriptor(number: number), name: name)
    }

    func close() {
        if descriptor.number != STDIN_FILENO { _ = SystemClose.close(descriptor.number) }
    }
}

/// `close` of the system, out of the shadow of methods of that name.
private enum SystemClose {
    static func close(_ number: Int32) -> Int32 {
        #if canImport(Darwin)
            Darwin.close(number)
        #else
            Glibc.close(number)
        #endif
    }
}
