import Countersign

/// The diagnosis of any field, text and key. The input is split at its first two zero bytes: field, text, key; without
/// them all of it is the field.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDiagnosis(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    let text = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : "212212"
    let key = parts.count > 2 ? Array(parts[2]) : Array(bankKey.utf8)
    do throws(CountersignError) {
        let diagnosis = try Diagnosis(of: parts[0], for: Challenge(text), underKeyAsSent: key, effort: .single)
        precondition(!diagnosis.findings.isEmpty)
        precondition(diagnosis.findings.allSatisfy { !$0.found.isEmpty && $0.fix.isEmpty == ($0.code == .valid) })
        precondition(!diagnosis.isValid || diagnosis.findings.count == 1)
    } catch {
        fatalError("the diagnosis threw \(error)")
    }
    return 0
}

/// The public key that the bank's documentation prints.
private let bankKey = """
    04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da\
    9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e12b3b8603bdad73c
    """
