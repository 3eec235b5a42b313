import CountersignVectors
import Foundation

/// A `.jsonl` file of `vectors/external/normalised/`: one case a line, the same form for all sources.
public struct NormalisedFile {
    public let name: String
    public let rows: [VectorRow]

    /// What any row may carry beside its own members: where it comes from.
    private static let origin: Set<String> = ["src", "also", "tc", "cat", "note", "id", "upstream"]

    /// nil when the file is not there.
    public init?(_ name: String) throws {
        guard let data = try VectorFolder.externalContents(of: "normalised/\(name)") else { return nil }
        self.name = name
        rows = try data.split(separator: UInt8(ascii: "\n")).enumerated().map { index, line in
            let row = try VectorRow(json: Data(line), place: "\(name) line \(index + 1)")
            return VectorRow(row.values, place: "\(name) \(try row.string("id"))")
        }
        guard !rows.isEmpty else { throw VectorError("\(name) is empty") }
    }

    /// Runs `body` on each row and refuses members that it does not know.
    public func forEach(members: Set<String>, _ body: (VectorRow) throws -> Void) throws {
        for row in rows {
            try row.refuseMembers(except: members.union(Self.origin))
            try body(row)
        }
    }
}
