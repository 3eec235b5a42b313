import CountersignTestSupport
import Foundation

/// A folder of its own, in which shell commands run with the built tool on the `PATH`.
final class Shell {
    /// What came out of one command.
    struct Outcome {
        let exitCode: Int32
        let output: String
        let errors: String
        let isTimeout: Bool
    }

    enum Input {
        case none
        case text(String)
        /// A pipe that nobody writes to and nobody closes.
        case open
    }

    let folder: URL
    private let environment: [String: String]
    private let captures: URL

    init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-\(UUID().uuidString)")
        folder = base.appendingPathComponent("folder")
        captures = base.appendingPathComponent("captures")
        for url in [folder, captures] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
        let tool = try BuiltTool.url().deletingLastPathComponent().path
        let inherited = ProcessInfo.processInfo.environment
        environment = [
            "PATH": tool + ":" + (inherited["PATH"] ?? "/usr/bin:/bin"), "HOME": folder.path, "LC_ALL": "C.UTF-8",
            "TERM": "xterm", "COLUMNS": "120", "LD_LIBRARY_PATH": inherited["LD_LIBRARY_PATH"] ?? "",
        ]
    }

    deinit {
        try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
    }

    /// Creates a file with permissions.
    func create(_ name: String, mode: mode_t = 0o600, _ content: String) throws {
        let url = folder.appendingPathComponent(name)
        try Data(content.utf8).write(to: url)
        try FileManager.default.setAttributes([.posixPermissions: Int(mode)], ofItemAtPath: url.path)
    }

    /// Runs a command with bash and waits, but not for ever; what it left in the background runs on.
    func run(
        _ command: String, input: Input = .none, environment extra: [String: String] = [:], seconds: Double = 120
    ) throws -> Outcome {
        let output = try capture("output")
        let errors = try capture("errors")
        let open = Pipe()
        let given: FileHandle?
        switch input {
        case .none: given = nil
        case .open: given = open.fileHandleForReading
        case .text(let text):
            let url = captures.appendingPathComponent("input")
            try Data(text.utf8).write(to: url)
            given = try FileHandle(forReadingFrom: url)
        }
        let process = try ChildProcess(
            "/bin/bash", ["--norc", "-c", command], environment: environment.merging(extra) { $1 },
            folder: folder.path, input: given?.fileDescriptor, output: output.fileDescriptor,
            errors: errors.fileDescriptor)
        let exitCode = process.wait(seconds: seconds)
        process.kill()
        try open.fileHandleForWriting.close()
        return Outcome(
            exitCode: exitCode ?? SIGKILL, output: try content("output"), errors: try content("errors"),
            isTimeout: exitCode == nil)
    }

    private func capture(_ name: String) throws -> FileHandle {
        let url = captures.appendingPathComponent(name)
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }

    private func content(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: captures.appendingPathComponent(name)), as: UTF8.self)
    }
}
