public import CCountersign
import Countersign

/// Candidates beside the key and the text: more would let one call run for minutes.
private let mostCandidates = 64
/// Bytes of all texts together: each is hashed in some thousand ways.
private let mostText = 1 << 20

@c @implementation
public func countersign_explain(
    _ key: countersign_handle, _ text: UnsafeRawPointer?, _ text_length: Int,
    _ field: UnsafeRawPointer?, _ field_length: Int,
    _ json: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(UnsafeMutableRawPointer(json), capacity, length)
        unsafe try explain(buffer) { () throws(Failure) in
            guard key != 0 else { throw .argument("expected the handle of an open key, found 0") }
            var question = unsafe countersign_question()
            unsafe question.key = key
            unsafe question.text = countersign_bytes(start: text, length: text_length)
            unsafe question.field = countersign_bytes(start: field, length: field_length)
            return unsafe question
        }
    }
}

@c @implementation
public func countersign_explain_question(
    _ question: UnsafePointer<countersign_question>?,
    _ json: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(UnsafeMutableRawPointer(json), capacity, length)
        unsafe try explain(buffer) { () throws(Failure) in
            unsafe try Pointer.required(question, "the question").pointee
        }
    }
}

private func explain(
    _ buffer: OutputBuffer, _ question: () throws(Failure) -> countersign_question
) throws(Failure) {
    let diagnosis = unsafe try buffer.filled { () throws(Failure) in
        let diagnosis = unsafe try answer(to: question())
        unsafe try buffer.write(text: DiagnosisDocument(diagnosis).json)
        return diagnosis
    }
    guard diagnosis.isValid else {
        throw Failure(COUNTERSIGN_MISMATCH, code: diagnosis.code.description, diagnosis.found)
    }
}

private func answer(to question: countersign_question) throws(Failure) -> Diagnosis {
    let text = unsafe try TextBytes.challenge(input(question.text, "the text"))
    let field = unsafe try Array(input(question.field, "the field"))
    let sent = unsafe try Array(input(question.sent_key, "the sent key"))
    guard unsafe (question.key == 0) == (question.sent_key.start != nil) else {
        throw .argument("expected either a key's handle or a sent key, found both or none")
    }
    var otherKeys: [VerifyingKey] = []
    let handles = unsafe try Pointer.array(
        question.other_keys, question.other_key_count, most: mostCandidates, "other keys")
    for index in 0..<handles.count { otherKeys.append(unsafe try OpenKey.all.find(handles[index]).verifying) }
    var textBytes = text.utf8.count
    var otherTexts: [Challenge] = []
    let texts = unsafe try Pointer.array(
        question.other_texts, question.other_text_count, most: mostCandidates, "other texts")
    for index in 0..<texts.count {
        let other = unsafe try input(texts[index], "another text")
        textBytes += other.count
        guard textBytes <= mostText else { break }
        otherTexts.append(unsafe try TextBytes.challenge(other))
    }
    guard textBytes <= mostText else {
        throw .argument("expected at most \(mostText) bytes of texts together, found \(textBytes) or more")
    }
    let key = unsafe question.key == 0 ? nil : try OpenKey.all.find(question.key).verifying
    return try Core.call { () throws(CountersignError) in
        if let key {
            return try Diagnosis(of: field, for: text, under: key, otherKeys: otherKeys, otherTexts: otherTexts)
        }
        return try Diagnosis(
            of: field, for: text, underKeyAsSent: sent, otherKeys: otherKeys, otherTexts: otherTexts)
    }
}

private func input(_ bytes: countersign_bytes, _ name: StaticString) throws(Failure) -> UnsafeRawBufferPointer {
    unsafe try Pointer.input(bytes.start, bytes.length, name)
}
