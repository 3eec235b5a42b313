public import Foundation

/// Where the test vectors lie: `vectors/` of this clone, found from where this source file was compiled.
///
/// No resource bundle: the third-party files in `external/` come and go without a rebuild, and a port to another
/// language reads the same files in the same place.
public enum VectorFolder {
    /// `vectors/`: the project's own files.
    public static let own = URL(filePath: #filePath).deletingLastPathComponent()
    /// `vectors/external/`: files of others, filled by `make vectors`; may be absent.
    public static let external = own.appending(path: "external", directoryHint: .isDirectory)

    /// Contents of one of the project's own files, such as `flow.json`.
    public static func contents(of name: String) throws -> Data {
        try Data(contentsOf: own.appending(path: name))
    }

    /// Contents of a third-party file (`wycheproof/….json`), or nil when it is not there.
    public static func externalContents(of path: String) throws -> Data? {
        let file = external.appending(path: path)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try Data(contentsOf: file)
    }

    /// Names of the third-party files in a folder of `external/`, sorted; empty when the folder is not there.
    public static func externalNames(in folder: String) -> [String] {
        let path = external.appending(path: folder, directoryHint: .isDirectory).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}
