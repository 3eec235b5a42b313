internal import CountersignPrimitives

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// An open file descriptor, read and written to the end, whatever interrupts.
struct Descriptor {
    /// What came of reading to the end.
    enum Content {
        case bytes(SecretBytes)
        /// More than the limit; what follows was not read.
        case tooLong
        /// The `errno` of the call that failed.
        case failed(Int32)
    }

    static let standardInput = Descriptor(number: STDIN_FILENO)
    static let standardOutput = Descriptor(number: STDOUT_FILENO)
    static let standardError = Descriptor(number: STDERR_FILENO)

    let number: Int32

    var isTerminal: Bool { isatty(number) == 1 }

    /// Fills the places of closed standard descriptors, so that no file opened later takes one and receives what
    /// was meant for the terminal. A place filled this way still refuses to be read or written.
    static func fillStandardPlaces() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
            _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }

    /// Reads to the end, or until there is more than `limit` bytes. It may be a key or a passphrase, so that no
    /// other copy of it stays in memory.
    func readToEnd(limit: Int) -> Content {
        var problem: Int32?
        let bytes = SecretBytes.reading(limit: limit) { room in
            while true {
                let count = read(number, room.baseAddress, room.count)
                if count >= 0 { return count }
                if isWorthAnotherTry(POLLIN) { continue }
                problem = errno
                return 0
            }
        }
        if let problem { return .failed(problem) }
        return bytes.map(Content.bytes) ?? .tooLong
    }

    /// Writes every byte.
    ///
    /// - Returns: nil, or the `errno` of the call that failed.
    func writeAll(_ bytes: [UInt8]) -> Int32? {
        bytes.withUnsafeBytes { writeAll($0) }
    }

    /// The same for bytes that are no array.
    func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = write(number, part.baseAddress, part.count)
            if count < 0 && isWorthAnotherTry(POLLOUT) { continue }
            if count <= 0 { return count == 0 ? EIO : errno }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    /// Whether the call that failed was only interrupted, or found nothing to do on a descriptor that does not
    /// block (another program may have made a shared pipe so); then this waits until there is something.
    private func isWorthAnotherTry(_ event: Int32) -> Bool {
        if errno == EINTR { return true }
        guard errno == EAGAIN else { return false }
        var one = pollfd(fd: number, events: Int16(event), revents: 0)
        return poll(&one, 1, -1) > 0 || errno == EINTR
    }
}
