import CCountersignTestSupport
import Foundation
import Synchronization

/// A program that runs beside the tests, in a process group of its own, with every signal unblocked and with its
/// default action, and with no descriptor of the tests but those it is given.
///
/// By `posix_spawn` and not by Foundation's `Process`, which leaks 32 bytes a run, hands on what the runner does with
/// signals, waits for what a command left in the background, and is not safe where many threads start programs.
public final class ChildProcess: Sendable {
    /// Why a program could not be started.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let identifier: pid_t
    private let ended = Mutex<Int32?>(nil)

    /// - Parameters:
    ///   - path: the program's file.
    ///   - arguments: its words, without its own name.
    ///   - environment: all of its variables; nil: those of this process.
    ///   - folder: where it runs; nil: where this process does.
    ///   - input: a descriptor to read from; nil: nothing is there to read.
    ///   - output: a descriptor for its standard output.
    ///   - errors: a descriptor for its standard error; nil: nobody reads it.
    /// - Throws: ``Failure`` when the system refuses.
    public init(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
        input: Int32? = nil, output: Int32 = 1, errors: Int32? = 2
    ) throws {
        let variables = environment ?? ProcessInfo.processInfo.environment
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + settings { free(text) } }
        var started: pid_t = 0
        let refusal = countersign_test_spawn(
            path, &words, &settings, folder, [input ?? -1, output, errors ?? -1], &started)
        guard refusal == 0 else { throw Failure(description: "\(path): \(String(cString: strerror(refusal)))") }
        identifier = started
    }

    /// What it ended with: its exit code, or the number of the signal that ended it; nil while it runs.
    public var exitCode: Int32? {
        ended.withLock { known in
            var status: Int32 = 0
            if known == nil, waitpid(identifier, &status, WNOHANG) == identifier {
                let signal = status & 0x7F
                known = signal == 0 ? (status >> 8) & 0xFF : signal
            }
            return known
        }
    }

    /// Waits until it has ended, but no longer than `seconds`; nil: it still runs.
    public func wait(seconds: Double) -> Int32? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        var code = exitCode
        while code == nil, ContinuousClock.now < deadline {
            usleep(1_000)
            code = exitCode
        }
        return code
    }

    /// Ends it at once, with all that it started in its group.
    public func kill() {
        guard exitCode == nil else { return }
        Foundation.kill(-identifier, SIGKILL)
        _ = wait(seconds: 60)
    }

    deinit { kill() }

    /// What a program wrote to its standard output, and what it ended with.
    public static func run(_ path: String, _ arguments: [String]) throws -> (exitCode: Int32, output: [UInt8]) {
        let pipe = Pipe()
        let program = try ChildProcess(path, arguments, output: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        guard let exitCode = program.wait(seconds: 60) else {
            throw Failure(description: "\(path) closed its output and did not end")
        }
        return (exitCode, Array(output))
    }
}
