import Countersign
import CountersignTestSupport
import Foundation
import Testing

/// Random and mutated cases against plain integers in Python, other ones in each run.
struct DifferentialTests {
    @Test("says what plain integers say of 2 000 random and mutated roads, down to defect and offset (CARD-018)")
    func agreesWithPlainIntegers() throws {
        let seed = SeededRandom(
            for: "Scripts/differential-cases.py", environment: ProcessInfo.processInfo.environment
        ).seed
        let output = try PythonScript.run("differential-cases.py", ["\(seed)", "2000"])
        var verdicts: [String: Int] = [:]
        for (index, line) in output.split(separator: "\n").enumerated() {
            let row = try VectorRow(json: Data(line.utf8), place: "seed \(seed), case \(index)")
            try row.refuseMembers(except: ["kind", "key", "text", "field", "verdict", "defect", "offset"])
            let expected = try row.string("verdict")
            verdicts[expected, default: 0] += 1
            let key = try VerifyingKey(hexPoint: row.string("key"))
            let challenge = try Challenge(utf8: row.bytes("text")), field = try row.string("field")
            switch try key.verdict(field: field, for: challenge) {
            case .valid: #expect(expected == "valid", "\(row.place)")
            case .mismatch: #expect(expected == "mismatch", "\(row.place)")
            case .malformed(let error):
                #expect(expected == "malformed", "\(row.place)")
                #expect(try error.code.description == row.string("defect"), "\(row.place)")
                #expect(try error.offset == row.int("offset"), "\(row.place)")
            }
            for judge in FieldJudge.all {
                let isValid = try judge.isValid(key.x963Representation, challenge.utf8, field)
                #expect(isValid == (expected == "valid"), "\(row.place): \(judge.name)")
            }
        }
        #expect(verdicts.values.reduce(0, +) == 2000)
        for verdict in ["valid", "mismatch", "malformed"] {
            #expect(verdicts[verdict, default: 0] > 300, "too few cases are \(verdict): \(verdicts)")
        }
        VectorReport.ran(2000, of: "differential, seed \(seed)")
    }
}
