import CCountersignEncoding
import CCountersignOpenSSL
import Testing

/// The outcome of one call, and what must hold after each call whatever the outcome.
struct Attempt {
    let status: countersign_status
    let defect: countersign_defect
    let offset: Int
    let reason: String

    /// Makes the call and checks the rules of the header: the error agrees with the returned status,
    /// a failure has a reason and a success has none, and OpenSSL's queue is empty.
    @discardableResult
    init(
        sourceLocation: SourceLocation = #_sourceLocation,
        _ call: (UnsafeMutablePointer<countersign_error>?) -> countersign_status
    ) {
        var error = countersign_error()
        let returned = call(&error)
        status = returned
        defect = error.defect
        offset = error.offset
        reason = withUnsafeBytes(of: &error.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        #expect(error.status == returned, sourceLocation: sourceLocation)
        #expect(reason.isEmpty == (returned == COUNTERSIGN_OK), "\(reason)", sourceLocation: sourceLocation)
        #expect(countersign_openssl_queued_errors() == 0, sourceLocation: sourceLocation)
    }
}
