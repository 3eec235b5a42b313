import Foundation

/// The binary under test, and where the repository is.
enum BuiltTool {
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// The root of the repository.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// `Tests/CountersignCLITests`.
    static let tests = root.appendingPathComponent("Tests/CountersignCLITests")

    /// `countersign`, which the build puts beside the test bundle.
    static func url() throws -> URL {
        let runner = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let bundles = Bundle.allBundles.map(\.bundleURL) + [runner, URL(fileURLWithPath: CommandLine.arguments[0])]
        for bundle in bundles {
            let tool = bundle.deletingLastPathComponent().appendingPathComponent("countersign")
            if FileManager.default.isExecutableFile(atPath: tool.path) { return tool }
        }
        throw Missing(description: "no 'countersign' beside \(bundles.map(\.path)): run 'swift build' first")
    }
}
