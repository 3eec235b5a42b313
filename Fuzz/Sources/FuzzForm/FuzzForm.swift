import CountersignAPI

/// Forms as a server gets them: content type, a zero byte, body; without a zero byte all of it is a body. What is read
/// is written and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    let type = parts.count > 1 ? String(decoding: parts[0], as: UTF8.self) : "multipart/form-data; boundary=xx"
    let body = parts.count > 1 ? Array(parts[1]) : bytes
    do throws(CountersignAPIError) {
        let form = try MultipartForm(contentType: type, body: body)
        precondition(form.fields.count <= 32)
        for field in form.fields {
            precondition(!field.name.isEmpty)
            precondition(form[field.name].map { isSame($0, field.value) } ?? false)
        }
        // Browsers escape line ends in a name, and nobody takes that back; a long name leaves no room for its quotes.
        let isWritable = form.fields.allSatisfy { field in
            field.name.utf8.count < 900 && !field.name.utf8.contains { $0 == 0x0A || $0 == 0x0D }
        }
        if isWritable {
            let (type, body) = form.encoded
            let again = try MultipartForm(contentType: type, body: body)
            precondition(again.fields.count == form.fields.count)
            for (one, other) in zip(again.fields, form.fields) {
                precondition(isSame(one.name, other.name) && isSame(one.value, other.value))
            }
        }
    } catch {
        precondition(error.code == .invalidValue && !error.reason.isEmpty)
    }
    if let form = FormBody(String(decoding: body, as: UTF8.self)) {
        let again = FormBody(form.text)?.pairs ?? []
        precondition(again.count == form.pairs.count)
        for (one, other) in zip(again, form.pairs) {
            precondition(isSame(one.name, other.name) && isSame(one.value, other.value))
        }
    }
    return 0
}

/// Byte for byte, as nothing in Swift's own comparison of strings is.
private func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }
