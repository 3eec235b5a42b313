public import CCountersignOpenSSL
import CountersignVectors
import Foundation

/// A CAVP response file (`.rsp`): sections in brackets, blocks of `name = value` lines between blank ones.
public struct NISTResponse {
    public struct Section {
        /// What stands in the brackets: `P-256`, `P-256,SHA-256`.
        public let title: String
        public let blocks: [Block]

        /// The hash that the title names; the files of FIPS 186-2 name none and mean SHA-1.
        public func hash() throws -> countersign_hash {
            let parts = title.split(separator: ",")
            guard let hash = try VectorHash.named(parts.count == 2 ? String(parts[1]) : "SHA-1") else {
                throw VectorError("[\(title)]: \(VectorHash.reason)")
            }
            return hash
        }
    }

    public struct Block {
        public let fields: [String: String]
        public let place: String

        /// A number in hex, brought to 32 bytes; nil where it needs more (which PKV files have on purpose).
        public func number(_ name: String) throws -> [UInt8]? { try bytes(name).paddedTo32() }

        public func bytes(_ name: String) throws -> [UInt8] {
            let text = try field(name)
            guard let bytes = [UInt8](hexDigits: text.count % 2 == 0 ? text : "0" + text) else {
                throw VectorError("\(place): \(name) is not hex")
            }
            return bytes
        }

        public func field(_ name: String) throws -> String {
            guard let value = fields[name] else { throw VectorError("\(place): no \(name)") }
            return value
        }

        /// `Result = P (0 )` or `F (3 - S changed)`.
        public func passes() throws -> Bool {
            switch try field("Result").first {
            case "P": return true
            case "F": return false
            default: throw VectorError("\(place): unknown result \(try field("Result"))")
            }
        }

        /// Fails unless these are the fields.
        public func expect(_ names: Set<String>) throws {
            guard Set(fields.keys) == names else {
                throw VectorError("\(place): expected \(names.sorted()), found \(fields.keys.sorted())")
            }
        }
    }

    public let sections: [Section]

    /// The sections on P-256 of a file of `vectors/external/nist/`; nil when it is not there.
    public init?(_ path: String) throws {
        guard let data = try VectorFolder.externalContents(of: "nist/\(path)") else { return nil }
        sections = try Self.parse(String(decoding: data, as: UTF8.self), path)
    }

    private static func parse(_ text: String, _ path: String) throws -> [Section] {
        var sections: [Section] = []
        var title: String?
        var blocks: [Block] = []
        var fields: [String: String] = [:]
        var number = 0

        func endBlock() {
            // `N = 10` of KeyPair announces a count and is no case.
            if !fields.isEmpty, Set(fields.keys) != ["N"] {
                blocks.append(Block(fields: fields, place: "\(path) before line \(number)"))
            }
            fields = [:]
        }
        func endSection() {
            endBlock()
            if let title, !blocks.isEmpty { sections.append(Section(title: title, blocks: blocks)) }
            blocks = []
        }
        // CR LF is one Character, and `isNewline` knows it.
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            let line = line.trimming { $0 == " " || $0 == "\t" }
            if line.isEmpty {
                endBlock()
            } else if line.hasPrefix("#") {
                continue
            } else if line.hasPrefix("["), line.hasSuffix("]") {
                let found = String(line.dropFirst().dropLast())
                // `[B.4.2 Key Pair Generation …]` is a remark inside a section.
                if found.hasPrefix("B.4") { continue }
                endSection()
                title = found
            } else if let equals = line.firstIndex(of: "=") {
                let name = String(line[..<equals].trimming { $0 == " " })
                let value = String(line[line.index(after: equals)...].trimming { $0 == " " })
                guard fields.updateValue(value, forKey: name) == nil else {
                    throw VectorError("\(path) line \(number): \(name) stands twice in a block")
                }
            } else {
                throw VectorError("\(path) line \(number): neither a section nor a field")
            }
        }
        endSection()
        return sections.filter { $0.title == "P-256" || $0.title.hasPrefix("P-256,") }
    }
}

extension Substring {
    fileprivate func trimming(_ isPadding: (Character) -> Bool) -> Substring {
        var rest = drop(while: isPadding)
        while let last = rest.last, isPadding(last) { rest.removeLast() }
        return rest
    }
}
