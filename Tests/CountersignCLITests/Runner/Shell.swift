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

    /// Runs a command with bash and waits, but not for ever.
    ///
    /// A child would inherit what this process has: test runners may ignore SIGPIPE, and the threads of Dispatch block
    /// most signals. `env` (coreutils 8.31 or newer) gives it every signal with its default action, unblocked.
    func run(
        _ command: String, input: Input = .none, environment extra: [String: String] = [:], seconds: Double = 60
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["--default-signal", "bash", "--norc", "-c", command]
        process.currentDirectoryURL = folder
        process.environment = environment.merging(extra) { $1 }
        let output = try capture("output")
        let errors = try capture("errors")
        process.standardOutput = output
        process.standardError = errors
        let pipe = Pipe()
        switch input {
        case .none: process.standardInput = FileHandle.nullDevice
        case .open: process.standardInput = pipe
        case .text(let text):
            let url = captures.appendingPathComponent("input")
            try Data(text.utf8).write(to: url)
            process.standardInput = try FileHandle(forReadingFrom: url)
        }
        try process.run()
        let deadline = Date(timeIntervalSinceNow: seconds)
        var exitCode = Self.exitCode(of: process)
        while exitCode == nil && Date() < deadline {
            usleep(1_000)
            exitCode = Self.exitCode(of: process)
        }
        // With all that it started, in the group that Foundation made for it.
        if exitCode == nil { kill(-process.processIdentifier, SIGKILL) }
        try pipe.fileHandleForWriting.close()
        return Outcome(
            exitCode: exitCode ?? SIGKILL, output: try content("output"), errors: try content("errors"),
            isTimeout: exitCode == nil)
    }

    /// Nil while the command runs. Foundation would wait for what it left in the background, too.
    private static func exitCode(of process: Process) -> Int32? {
        if !process.isRunning { return process.terminationStatus }
        #if canImport(Glibc)
            var found = siginfo_t()
            let isThere = waitid(P_PID, id_t(process.processIdentifier), &found, WEXITED | WNOHANG | WNOWAIT) == 0
            guard isThere, found._sifields._sigchld.si_pid != 0 else { return nil }
            return found._sifields._sigchld.si_status
        #else
            return nil
        #endif
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
