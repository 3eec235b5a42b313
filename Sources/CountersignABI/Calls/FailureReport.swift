import CCountersign

/// Where a call says how it went: the caller's struct, if there is one.
typealias FailurePointer = UnsafeMutablePointer<countersign_failure>?

/// Runs what a function of the interface does, and turns what it throws into a status and a report.
@inline(__always)
func answering(
    _ pointer: FailurePointer, _ body: () throws(Failure) -> Void
) -> countersign_status {
    guard unsafe pointer == nil || Pointer.isAligned(pointer) else { return COUNTERSIGN_ERROR_ARGUMENT }
    do throws(Failure) {
        try body()
        unsafe FailureReport.clear(pointer)
        return COUNTERSIGN_OK
    } catch {
        unsafe FailureReport.write(error, to: pointer)
        return error.status
    }
}

enum FailureReport {
    static func clear(_ pointer: FailurePointer) {
        if unsafe pointer != nil { unsafe write(Failure(COUNTERSIGN_OK, ""), to: pointer) }
    }

    static func write(_ failure: Failure, to pointer: FailurePointer) {
        guard let pointer = unsafe pointer else { return }
        unsafe pointer.pointee.status = failure.status
        unsafe pointer.pointee.offset = failure.offset.flatMap { UInt32(exactly: $0) } ?? UInt32.max
        unsafe withUnsafeMutableBytes(of: &pointer.pointee.code) { unsafe write(failure.code, to: $0) }
        unsafe withUnsafeMutableBytes(of: &pointer.pointee.reason) { unsafe write(failure.reason, to: $0) }
    }

    /// As much of a text as fits, in whole characters, and a NUL.
    private static func write(_ text: String, to room: UnsafeMutableRawBufferPointer) {
        var count = 0
        for scalar in text.unicodeScalars {
            let next = count + UTF8.width(scalar)
            guard next < room.count else { break }
            count = next
        }
        unsafe room.copyBytes(from: text.utf8.prefix(count))
        unsafe room[count] = 0
    }
}
