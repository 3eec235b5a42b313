import Foundation
import Synchronization

/// Counts the rows that ran, by source, and prints the table when the test process ends.
///
/// Also written to the file that `COUNTERSIGN_VECTOR_REPORT` names, for scripts.
public enum VectorReport {
    private struct Entries {
        var ran: [String: Int] = [:]
        var notes: [String: String] = [:]
        var isArmed = false
    }

    private static let entries = Mutex(Entries())

    /// `count` rows of a source were run and judged.
    public static func ran(_ count: Int, of source: String) {
        change { $0.ran[source, default: 0] += count }
    }

    /// Rows that no test runs, and why not.
    public static func omitted(_ count: Int, of source: String, because reason: String) {
        change { $0.notes[source] = "\(count) rows not run: \(reason)" }
    }

    /// A source that is not in `vectors/external/`.
    public static func absent(_ source: String) {
        change { $0.notes[source] = "absent" }
    }

    private static func change(_ body: (inout Entries) -> Void) {
        entries.withLock { entries in
            body(&entries)
            if !entries.isArmed {
                entries.isArmed = true
                atexit { VectorReport.write() }
            }
        }
    }

    private static func write() {
        let lines = entries.withLock { entries in
            entries.ran.sorted { $0.key < $1.key }.map { "vectors \($0.key): \($0.value) rows" }
                + entries.notes.sorted { $0.key < $1.key }.map { "vectors \($0.key): \($0.value)" }
                + ["vectors total: \(entries.ran.values.reduce(0, +)) rows"]
        }
        let text = lines.joined(separator: "\n") + "\n"
        print(text, terminator: "")
        if let path = ProcessInfo.processInfo.environment["COUNTERSIGN_VECTOR_REPORT"] {
            try? Data(text.utf8).write(to: URL(filePath: path))
        }
    }
}
