import Foundation

/// A Swift example: as a document shows it, or as a test runs it.
struct SwiftExample {
    var imports: Set<String> = []
    /// Without imports and indentation, and with two blanks before a comment at the end of a line.
    var lines: [String] = []

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The examples of every document and of every comment of the sources, by the file's path.
    static func ofDocuments() throws -> [String: [SwiftExample]] {
        var examples: [String: [SwiftExample]] = [:]
        for path in try files(in: ["README.md", "CONTRIBUTING.md", "Python", "Sources", "docs", "vectors"]) {
            let text = try lines(path)
            let found = shown(in: path.hasSuffix(".md") ? text : text.map(comment))
            if !found.isEmpty { examples[path] = found }
        }
        return examples
    }

    /// The examples of the files beside this one, by the document that they name.
    static func ofTests() throws -> [String: [SwiftExample]] {
        try files(in: ["Tests/CountersignFlowTests/Documents"]).reduce(into: [:]) { all, path in
            guard !path.hasSuffix("/ExampleTests.swift") else { return }
            all.merge(run(in: try lines(path)), uniquingKeysWith: +)
        }
    }

    /// The libraries that the manifest offers.
    static func products() throws -> Set<String> {
        Set(
            try lines("Package.swift").joined(separator: "\n").matches(of: #/\.library\(name: "(\w+)"/#).map {
                String($0.1)
            })
    }

    /// The ```swift blocks of a text. What a manifest takes is built by Scripts/check-consumer.sh.
    static func shown(in text: [String]) -> [SwiftExample] {
        var (examples, block): ([SwiftExample], [String]?) = ([], nil)
        for line in text {
            if line == "```swift" {
                block = []
            } else if line == "```", let done = block {
                if done.first?.hasPrefix(".package(") == false { examples.append(SwiftExample(done)) }
                block = nil
            } else {
                block?.append(line)
            }
        }
        return examples
    }

    /// The regions of a test's file.
    static func run(in text: [String]) -> [String: [SwiftExample]] {
        var (examples, open): ([String: [SwiftExample]], (document: String, indentation: Int)?) = ([:], nil)
        var region: [String] = []
        for line in text {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("// begin ") {
                open = (String(trimmed.dropFirst(9)), line.count - trimmed.count)
                region = []
            } else if let (document, indentation) = open {
                if trimmed == "// end \(document)" {
                    var example = SwiftExample(region)
                    example.imports = Set(text.map { $0.trimmingCharacters(in: .whitespaces) })
                    examples[document, default: []].append(example)
                    open = nil
                } else {
                    region.append(String(line.dropFirst(indentation)))
                }
            }
        }
        return examples
    }

    private init(_ block: [String]) {
        for line in block {
            if line.hasPrefix("import ") {
                imports.insert(line)
            } else if !line.isEmpty || !lines.isEmpty {
                lines.append(line.replacing(#/(\S)\s+///#) { "\($0.1)  //" })
            }
        }
    }

    /// What a documentation comment says in a line of it.
    private static func comment(_ line: String) -> String {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        return trimmed.hasPrefix("///") ? String(trimmed.dropFirst(trimmed.hasPrefix("/// ") ? 4 : 3)) : ""
    }

    private static func lines(_ path: String) throws -> [String] {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8).components(separatedBy: "\n")
    }

    private static func files(in places: [String]) throws -> [String] {
        var paths: [String] = []
        for place in places {
            let below = FileManager.default.enumerator(atPath: root.appendingPathComponent(place).path)
            let inside = (below?.compactMap { $0 as? String } ?? []).map { "\(place)/\($0)" }
            paths += (inside.isEmpty ? [place] : inside).filter { $0.hasSuffix(".md") || $0.hasSuffix(".swift") }
        }
        return paths.sorted()
    }
}
