import Foundation
import Testing

/// A folder for one test, gone with it, and commands run in it.
final class Workshop {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "countersign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: folder) }

    func put(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: folder.appending(path: name))
    }
    func get(_ name: String) throws -> [UInt8] {
        let file = try FileHandle(forReadingFrom: folder.appending(path: name))
        defer { try? file.close() }
        return [UInt8](try file.readToEnd() ?? Data())
    }

    /// Runs lines of shell; their output, or a failure of the test. A command that is missing fails too.
    ///
    /// `popen` and not Foundation's `Process`, which leaks with each run and would fail the suite under
    /// LeakSanitizer.
    @discardableResult
    func shell(_ lines: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> String {
        try put(".lines", Array(lines.utf8))
        let pipe = try #require(popen("cd '\(folder.path)' && exec sh -eu ./.lines >.output 2>&1 </dev/null", "r"))
        let status = pclose(pipe)
        let text = String(decoding: try get(".output"), as: UTF8.self)
        #expect(status == 0, "\(lines)\n\(text.suffix(2000))", sourceLocation: sourceLocation)
        return text
    }
}
