import Countersign

/// A diagnosis as the JSON that `countersign challenge explain --json` prints, on one line.
struct DiagnosisDocument {
    let json: String

    init(_ diagnosis: Diagnosis) {
        let findings = diagnosis.findings.map { finding in
            let members = [
                ("code", finding.code.description), ("station", finding.station.rawValue),
                ("found", finding.found), ("fix", finding.fix),
            ]
            return "{" + members.map { "\(Self.quoted($0)):\(Self.quoted($1))" }.joined(separator: ",") + "}"
        }
        let code = Self.quoted(diagnosis.code.description)
        json = "{\"valid\":\(diagnosis.isValid),\"code\":\(code),\"findings\":[\(findings.joined(separator: ","))]}"
    }

    /// RFC 8259, with all control characters escaped: what was found may quote what came from outside.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
