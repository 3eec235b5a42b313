import CountersignVectors
import Foundation

/// Runs one of this repository's Python scripts: the judges that share no code with the product.
public enum PythonScript {
    /// What `Scripts/name` wrote to its standard output; its standard error is the test's own.
    ///
    /// By `popen` and not by Foundation's `Process`, which leaks 32 bytes a run and so fails under LeakSanitizer.
    ///
    /// - Throws: when there is no `python3`, or when the script fails.
    public static func run(_ name: String, _ arguments: [String] = []) throws -> String {
        let script = VectorFolder.own.deletingLastPathComponent().appending(path: "Scripts/\(name)")
        let words = (["python3", script.path] + arguments).map { word in
            "'\(word.replacingOccurrences(of: "'", with: "'\\''"))'"
        }
        guard let pipe = popen(words.joined(separator: " ") + " </dev/null", "r") else {
            throw VectorError("Scripts/\(name) could not be started")
        }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
            output += buffer.prefix(count)
        }
        let status = pclose(pipe)
        guard status == 0 else { throw VectorError("Scripts/\(name) failed with wait status \(status)") }
        return String(decoding: output, as: UTF8.self)
    }
}
