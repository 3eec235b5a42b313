import Countersign

/// Calls of the Swift libraries, whose errors become failures.
enum Core {
    @inline(__always)
    static func call<T>(_ body: () throws(CountersignError) -> T) throws(Failure) -> T {
        do throws(CountersignError) {
            return try body()
        } catch {
            throw Failure(error)
        }
    }

    /// For the verifier, which may throw its own errors and others.
    @inline(__always)
    static func callBatch<T>(_ body: () throws -> T) throws(Failure) -> T {
        do {
            return try body()
        } catch {
            throw Failure(other: error)
        }
    }
}
