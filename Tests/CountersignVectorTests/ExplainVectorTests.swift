import Countersign
import CountersignTestSupport
import Testing

/// explain.json: a signature made with each known mistake, and the mistake's code.
struct ExplainVectorTests {
    private static let members: Set<String> = [
        "text", "key", "key_bytes", "signature", "signature_bytes", "other_keys", "other_texts", "codes",
    ]

    @Test("names the mistake that was made in every case of explain.json")
    func namesEachMistake() throws {
        let file = try OwnVectors("explain.json")
        var seen: Set<String> = []
        let ran = try file.forEach(members: Self.members) { row in
            let codes = try row.strings("codes")
            seen.formUnion(codes)
            let diagnosis = try Diagnosis(
                of: bytes(row, "signature"), for: Challenge(row.string("text")), underKeyAsSent: bytes(row, "key"),
                otherKeys: strings(row, "other_keys").map { try VerifyingKey(hexPoint: $0) },
                otherTexts: strings(row, "other_texts").map { Challenge($0) })
            #expect(diagnosis.findings.map(\.code.description) == codes, "\(row.place)")
            for finding in diagnosis.findings {
                #expect(!finding.found.isEmpty, "\(row.place)")
                #expect(finding.fix.isEmpty == (finding.code == .valid), "\(row.place)")
            }
        }
        #expect(ran == 164)
        #expect(seen == Set(Diagnosis.Code.all.map(\.description)), "every code has a case")
    }

    private func bytes(_ row: VectorRow, _ name: String) throws -> [UInt8] {
        row.has(name) ? Array(try row.string(name).utf8) : try row.bytes(name + "_bytes")
    }

    private func strings(_ row: VectorRow, _ name: String) throws -> [String] {
        row.has(name) ? try row.strings(name) : []
    }
}
