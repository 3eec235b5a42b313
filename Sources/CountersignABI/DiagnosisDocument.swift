import Countersign
import CountersignJSON

/// A diagnosis as the JSON that `countersign challenge explain --json` prints, on one line.
struct DiagnosisDocument {
    let json: String

    init(_ diagnosis: Diagnosis) {
        let findings = diagnosis.findings.map { finding in
            let members = [
                ("code", finding.code.description), ("station", finding.station.rawValue),
                ("found", finding.found), ("fix", finding.fix),
            ]
            return "{" + members.map { "\(JSONText.quoted($0)):\(JSONText.quoted($1))" }.joined(separator: ",") + "}"
        }
        let code = JSONText.quoted(diagnosis.code.description)
        json = "{\"valid\":\(diagnosis.isValid),\"code\":\(code),\"findings\":[\(findings.joined(separator: ","))]}"
    }
}
