import Countersign
import CountersignAPI

/// The hash chain: each line names the hash of the one before it and ends with its own, the SHA-256 of all that stands
/// before `,"hash":`.
enum AuditChain {
    /// What the first line of a first file names as the one before it.
    static let origin = String(repeating: "0", count: 64)
    /// How the first line of a file begins.
    static let start = Array(#"{"n":1,"#.utf8)
    private static let mark = Array(#","hash":""#.utf8)
    private static let tail = Array("\"}".utf8)
    /// Bytes of the end of a line: the mark, 64 digits, the tail.
    private static let endLength = 9 + 64 + 2

    /// A line with its newline, and its hash.
    static func line(_ object: JSONObject) throws -> (bytes: [UInt8], hash: String) {
        let covered = Array(WireJSON.encode(.object(object)).dropLast())
        let hash = try hash(covered)
        return (covered + mark + Array(hash.utf8) + tail + [0x0A], hash)
    }

    /// One line as it stands in a file.
    struct Link {
        let number: Int
        let previous: String
        let hash: String
        let event: String
    }

    /// - Returns: nil for a line that is none of a log, or whose hash is not its own.
    static func read(_ line: ArraySlice<UInt8>) throws -> Link? {
        guard line.count > endLength, line.suffix(2).elementsEqual(tail) else { return nil }
        let covered = line.dropLast(endLength)
        let end = line.suffix(endLength)
        guard end.prefix(mark.count).elementsEqual(mark) else { return nil }
        let stated = String(decoding: end.dropFirst(mark.count).prefix(64), as: UTF8.self)
        guard String(validating: covered, as: UTF8.self) != nil, try hash(Array(covered)) == stated,
            let object = (try? WireJSON.parse(Array(line)))?.objectValue,
            let number = object["n"]?.intValue, let previous = object["prev"]?.stringValue,
            let event = object["event"]?.stringValue
        else { return nil }
        return Link(number: number, previous: previous, hash: stated, event: event)
    }

    private static func hash(_ bytes: [UInt8]) throws -> String {
        try ChallengeDigest(of: Challenge(utf8: bytes)).hex
    }
}
