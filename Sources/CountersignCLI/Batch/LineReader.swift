#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Cuts input into lines and deals them to jobs, in constant memory. A job ends when it is full, or when input pauses.
final class LineReader {
    /// A longer line is malformed and skipped.
    static let longestLine = 1 << 20
    private static let chunk = 1 << 18
    private static let pause: Int32 = 5
    /// How often who waits for input asks whether anybody still wants it.
    private static let patience: Int32 = 100

    private let descriptor: Descriptor
    private let name: String
    private let buffer: UnsafeMutableRawPointer
    private let capacity = longestLine + 2 * chunk
    /// The bytes not yet dealt, and how far they were searched for a line end.
    private var start = 0
    private var searched = 0
    private var end = 0
    private var lines = 0
    private var isSkipping = false
    private var isAtEnd = false

    init(_ descriptor: Descriptor, name: String) {
        self.descriptor = descriptor
        self.name = name
        buffer = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// Fills a job with the next lines.
    ///
    /// - Parameter isUnwanted: asked while there is no input.
    /// - Returns: false when there are none left, or none are wanted.
    /// - Throws: `read_failed`.
    func fill(_ job: BatchJob, unless isUnwanted: () -> Bool = { false }) throws(CLIError) -> Bool {
        job.empty()
        while true {
            deal(to: job)
            if job.isFull { return true }
            if end - start > Self.longestLine { skipLongLine(job) }
            if isAtEnd {
                if start < end || isSkipping { take(end, in: job) }
                return !job.lines.isEmpty
            }
            if !job.lines.isEmpty, !isReadable(within: Self.pause) { return true }
            while !isReadable(within: Self.patience) {
                if isUnwanted() { return false }
            }
            try read()
        }
    }

    private func deal(to job: BatchJob) {
        while !job.isFull {
            guard let found = memchr(buffer + searched, 0x0A, end - searched) else {
                searched = end
                return
            }
            let lineEnd = UnsafeRawPointer(found) - UnsafeRawPointer(buffer)
            take(lineEnd, in: job)
            start = lineEnd + 1
            searched = start
        }
    }

    private func take(_ lineEnd: Int, in job: BatchJob) {
        if isSkipping {
            isSkipping = false
        } else {
            lines += 1
            if lineEnd - start > Self.longestLine {
                job.appendLongLine(number: lines)
            } else {
                job.append(UnsafeRawBufferPointer(start: buffer + start, count: lineEnd - start), number: lines)
            }
        }
        start = lineEnd
    }

    private func skipLongLine(_ job: BatchJob) {
        if !isSkipping {
            lines += 1
            job.appendLongLine(number: lines)
            isSkipping = true
        }
        start = end
        searched = end
    }

    private func isReadable(within milliseconds: Int32) -> Bool {
        var state = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        let count = poll(&state, 1, milliseconds)
        return count != 0
    }

    private func read() throws(CLIError) {
        if start == end {
            start = 0
            searched = 0
            end = 0
        } else if capacity - end < Self.chunk {
            memmove(buffer, buffer + start, end - start)
            searched -= start
            end -= start
            start = 0
        }
        #if canImport(Darwin)
            let count = Darwin.read(descriptor.number, buffer + end, Self.chunk)
        #else
            let count = Glibc.read(descriptor.number, buffer + end, Self.chunk)
        #endif
        if count < 0 {
            guard errno == EINTR else { throw CLIError(.readFailed, "\(name): \(SystemError.text(errno))") }
            return
        }
        end += count
        isAtEnd = count == 0
    }
}
