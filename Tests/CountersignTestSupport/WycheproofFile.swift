import CountersignVectors
import Foundation

/// A file of Wycheproof. Members and results that this reader does not know fail the test.
public struct WycheproofFile {
    /// What upstream says of a test.
    public enum Result: String { case valid, invalid, acceptable }

    public struct Test {
        public let row: VectorRow
        public let result: Result
        public let flags: Set<String>
    }

    public struct Group {
        public let row: VectorRow
        public let type: String
        public let tests: [Test]
    }

    public let name: String
    public let groups: [Group]
    /// Tests in all groups, which is what the file promises.
    public let count: Int

    private static let head: Set<String> = [
        "algorithm", "schema", "generatorVersion", "numberOfTests", "header", "notes", "testGroups",
    ]
    private static let groupMembers: [String: Set<String>] = [
        "EcdsaVerify": ["source", "publicKey", "publicKeyDer", "publicKeyPem", "sha"],
        "EcdsaP1363Verify": ["source", "publicKey", "publicKeyDer", "publicKeyPem", "publicKeyJwk", "sha"],
        "EcdhTest": ["source", "curve", "encoding"],
        "EcdhEcpointTest": ["source", "curve", "encoding"],
        "EcdhPemTest": ["source", "curve", "encoding"],
        "EcdhWebcryptoTest": ["source", "curve", "encoding"],
    ]
    private static let testMembers: Set<String> = ["tcId", "comment", "flags", "result"]

    /// Names of the files that are there and begin so.
    public static func names(startingWith prefix: String) -> [String] {
        VectorFolder.externalNames(in: "wycheproof").filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
    }

    public init(_ name: String) throws {
        guard let data = try VectorFolder.externalContents(of: "wycheproof/\(name)") else {
            throw VectorError("\(name) is not in vectors/external/wycheproof")
        }
        let file = try VectorRow(json: data, place: name)
        try file.refuseMembers(except: Self.head)
        self.name = name
        groups = try file.rows("testGroups").map(Self.group)
        count = try file.int("numberOfTests")
        guard groups.map(\.tests.count).reduce(0, +) == count, count > 0 else {
            throw VectorError("\(name): numberOfTests says \(count), there are others")
        }
    }

    private static func group(_ row: VectorRow) throws -> Group {
        let type = try row.string("type")
        guard let members = groupMembers[type] else { throw VectorError("\(row.place): unknown type \(type)") }
        try row.refuseMembers(except: members.union(["type", "tests"]))
        let own: Set<String> = type.hasPrefix("Ecdsa") ? ["msg", "sig"] : ["public", "private", "shared"]
        let tests = try row.rows("tests").map { test in
            try test.refuseMembers(except: testMembers.union(own))
            guard let result = Result(rawValue: try test.string("result")) else {
                throw VectorError("\(test.place): unknown result \(try test.string("result"))")
            }
            let place = "\(row.place) test \(try test.int("tcId")) (\(try test.string("comment")))"
            return Test(
                row: VectorRow(test.values, place: place), result: result, flags: Set(try test.strings("flags")))
        }
        return Group(row: row, type: type, tests: tests)
    }
}
