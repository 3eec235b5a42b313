import CountersignVectors

/// One of the project's own vector files, with its promised number of cases.
public struct OwnVectors {
    public let name: String
    public let cases: [VectorRow]

    private static let head: Set<String> = ["title", "origin", "generator", "description", "count", "cases"]

    public init(_ name: String) throws {
        let file = try VectorRow(json: VectorFolder.contents(of: name), place: name)
        try file.refuseMembers(except: Self.head)
        self.name = name
        cases = try file.rows("cases").map { row in
            VectorRow(row.values, place: "\(name) \(try row.string("id")) (\(try row.string("note")))")
        }
        guard cases.count == (try file.int("count")), !cases.isEmpty else {
            throw VectorError("\(name): count says \(try file.int("count")), there are \(cases.count) cases")
        }
    }

    /// Runs `body` on each case, refuses members that it does not know, and reports the number of rows.
    ///
    /// - Returns: the number of rows that ran.
    public func forEach(members: Set<String>, _ body: (VectorRow) throws -> Void) throws -> Int {
        for row in cases {
            try row.refuseMembers(except: members.union(["id", "class", "note"]))
            try body(row)
        }
        VectorReport.ran(cases.count, of: "own/\(name)")
        return cases.count
    }
}
