internal import CCountersignOpenSSL

/// What an OpenSSL primitive refused. `==` compares the ``code`` only.
package struct PrimitiveError: Error, Sendable, Equatable {
    /// The C layer's stable name of the status, such as `authentication` or `kdf`.
    package let code: String
    package let reason: String

    package static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}

extension PrimitiveError {
    /// Runs one call of the C layer and turns its answer into an error.
    static func check(
        _ call: (UnsafeMutablePointer<countersign_error>) -> countersign_status
    ) throws(PrimitiveError) {
        var error = countersign_error()
        let status = unsafe call(&error)
        guard status != COUNTERSIGN_OK else { return }
        let reason = unsafe withUnsafeBytes(of: &error.reason) {
            unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        throw unsafe PrimitiveError(code: String(cString: countersign_status_name(status)), reason: reason)
    }
}
