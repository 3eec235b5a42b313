import CountersignVectors
import Foundation

/// Runs one of this repository's Python scripts: the judges that share no code with the product.
public enum PythonScript {
    /// What `Scripts/name` wrote to its standard output.
    ///
    /// - Throws: when there is no `python3`, or when the script fails, with what it wrote to its standard error.
    public static func run(_ name: String, _ arguments: [String] = []) throws -> String {
        let script = VectorFolder.own.deletingLastPathComponent().appending(path: "Scripts/\(name)")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + arguments
        let output = Pipe(), errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // Standard error is short: reading it second cannot block the script.
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw VectorError("Scripts/\(name) exited with \(process.terminationStatus): \(complaint)")
        }
        return text
    }
}
