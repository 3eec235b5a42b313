import CCountersign
import Foundation
import Testing

@Suite("C interface: header and exports")
struct HeaderTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func exportsTheFunctionsOfTheHeader_andNothingElse() throws {
        let header = try text("Sources/CCountersign/include/countersign.h")
        let code = header.replacing(/\/\*[\s\S]*?\*\//, with: "")
        let declared = code.matches(of: /\b(countersign_[a-z0-9_]+)\(/).map { String($0.1) }
        let map = try text("Sources/CountersignABI/exports.map")
        let exported = map.matches(of: /\n +(countersign_\w+);/).map { String($0.1) }
        #expect(declared.count == 20)
        #expect(exported == declared.sorted())
    }

    @Test func namesEveryStatusAndVerdictOnce() {
        let statuses: [UInt32] = [0, 1, 10, 11, 12] + Array(20...26) + Array(30...34) + [40, 41, 42] + Array(50...56)
        let names = statuses.map { String(cString: countersign_status_name(countersign_status(rawValue: $0))) }
        #expect(Set(names).count == statuses.count && !names.contains("unknown"))
        let verdicts = (UInt32(0)...7).map {
            String(cString: countersign_verdict_name(countersign_verdict_code(rawValue: $0)))
        }
        #expect(Set(verdicts).count == 8 && !verdicts.contains("unknown"))
        #expect(String(cString: countersign_verdict_name(countersign_verdict_code(rawValue: 8))) == "unknown")
    }

    @Test func isOneVersion_inHeaderLibraryAndTool() throws {
        #expect(String(cString: countersign_version()) == COUNTERSIGN_VERSION)
        let tool = try text("Sources/CountersignCLI/Version.swift")
        #expect(tool.contains("static let number = \"\(COUNTERSIGN_VERSION)\""))
    }

    @Test func hasALayout_thatOtherLanguagesWriteDown() {
        #expect(MemoryLayout<countersign_failure>.size == 256)
        #expect(MemoryLayout<countersign_failure>.offset(of: \.code) == 8)
        #expect(MemoryLayout<countersign_failure>.offset(of: \.reason) == 56)
        #expect(MemoryLayout<countersign_item>.size == 64)
        #expect(MemoryLayout<countersign_item>.offset(of: \.point) == 24)
        #expect(MemoryLayout<countersign_item>.offset(of: \.field) == 48)
        #expect(MemoryLayout<countersign_key_description>.size == 200)
        #expect(MemoryLayout<countersign_verdict>.size == 8)
    }

    @Test("cuts a reason off at a character, and keeps its NUL")
    func cutsReasons() throws {
        // The id of a taken key is in the reason: 300 characters of two bytes.
        let (key, other) = (try newKey(), try newKey())
        let verifier = try newVerifier()
        let id = String(repeating: "é", count: 300)
        _ = try enrolled(verifier, key, id)
        let answer = answer { countersign_verifier_enrol(verifier, other, id, id.utf8.count, nil, &$0) }
        #expect(answer.status == COUNTERSIGN_ERROR_KEY_ID)
        #expect((198...199).contains(answer.reason.utf8.count) && !answer.reason.contains("\u{FFFD}"))
        [key, other].forEach { close($0) }
        #expect(countersign_verifier_close(verifier, nil) == COUNTERSIGN_OK)
    }
}
