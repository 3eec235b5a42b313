#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// An open file descriptor, read and written to the end, whatever interrupts.
struct Descriptor {
    /// What came of reading to the end.
    enum Content {
        case bytes([UInt8])
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

    /// Reads to the end, or until there is more than `limit` bytes.
    func readToEnd(limit: Int) -> Content {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(number, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { return .failed(errno) }
            if count == 0 { return .bytes(content) }
            content += chunk[..<count]
            if content.count > limit { return .tooLong }
        }
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
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return count == 0 ? EIO : errno }
            rest = rest.dropFirst(count)
        }
        return nil
    }
}
