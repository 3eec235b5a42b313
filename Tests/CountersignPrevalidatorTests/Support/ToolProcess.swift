import CountersignTestSupport
import Foundation

/// The built tool, and other programs, as processes of their own.
final class ToolProcess {
    struct Failure: Error { let reason: String }

    private let process: ChildProcess
    /// The line that it printed first; empty for programs that print none.
    let firstLine: String

    /// - Parameter waits: whether to wait for its first line.
    init(_ command: String, _ words: [String], waits: Bool = true) throws {
        let pipe = Pipe()
        process = try ChildProcess(
            command, words, output: waits ? pipe.fileHandleForWriting.fileDescriptor : STDOUT_FILENO, errors: nil)
        try pipe.fileHandleForWriting.close()
        var line = Data()
        while waits {
            let byte = pipe.fileHandleForReading.readData(ofLength: 1)
            if byte.isEmpty { throw Failure(reason: "\(command) \(words) ended before it printed a line") }
            if byte.first == 0x0A { break }
            line += byte
        }
        firstLine = String(decoding: line, as: UTF8.self)
    }

    /// Ends it at once, as a crash would.
    func kill() { process.kill() }

    /// `countersign`, which the build puts beside the test bundle.
    static func countersign() throws -> String {
        let runner = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        for path in Bundle.allBundles.map(\.bundlePath) + [runner, CommandLine.arguments[0]] {
            let tool = URL(filePath: path).deletingLastPathComponent().appending(path: "countersign").path
            if FileManager.default.isExecutableFile(atPath: tool) { return tool }
        }
        throw Failure(reason: "no 'countersign' beside the tests: run 'swift build' first")
    }

    /// Where a program lies; nil where it is not installed.
    static func find(_ name: String) -> String? {
        ["/usr/sbin/", "/usr/bin/", "/usr/local/sbin/", "/usr/local/bin/"].map { $0 + name }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    static func variable(_ name: String, usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }
}
