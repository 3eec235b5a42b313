internal import CountersignBatch
internal import Dispatch

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Reader, workers and writer of `batch verify`.
struct BatchPipeline {
    let reader: LineReader
    let report: BatchReport
    let verifier: BatchVerifier
    let batchSize: Int

    /// Everything by one thread, one job after the other.
    func runAlone() throws {
        let job = BatchJob(JobShare(places: 1, batchSize: batchSize))
        while !report.isStopped, try reader.fill(job) {
            try job.process(verifier)
            try report.take(job)
        }
    }

    /// A place for a job, passed round between reader, worker and writer.
    private final class Place: @unchecked Sendable {
        let job: BatchJob
        // A semaphore must not end below the value it began with.
        let isFree = DispatchSemaphore(value: 0)
        let isDone = DispatchSemaphore(value: 0)
        var isLast = false
        var error: (any Error)?

        init(_ share: JobShare) {
            job = BatchJob(share)
            isFree.signal()
        }
    }

    /// Jobs with more than their share that are on their way at the same time.
    private static let outsizedJobs = 2

    /// This thread reads, `workers` threads verify, one writes in the order of the lines.
    func run(workers count: Int) throws {
        let share = JobShare(places: 2 * count, batchSize: batchSize)
        let places = (0..<2 * count).map { _ in Place(share) }
        let outsized = DispatchSemaphore(value: 0)
        for _ in 0..<Self.outsizedJobs { outsized.signal() }
        let workers = (0..<count).map { DispatchQueue(label: "countersign.batch.worker.\($0)") }
        let writer = DispatchQueue(label: "countersign.batch.writer")
        let hasEnded = DispatchSemaphore(value: 0)
        let outcome = Outcome()
        writer.async { [report] in
            outcome.error = Self.write(places, outsized, report)
            hasEnded.signal()
        }
        var next = 0
        var isOpen = true
        while isOpen {
            let place = places[next % places.count]
            place.isFree.wait()
            do {
                isOpen = try !report.isStopped && reader.fill(place.job) { report.isStopped }
            } catch {
                place.error = error
                isOpen = false
            }
            guard isOpen else {
                place.isLast = true
                place.isDone.signal()
                break
            }
            if place.job.isOutsized { outsized.wait() }
            workers[next % count].async { [verifier] in
                do { try place.job.process(verifier) } catch { place.error = error }
                place.isDone.signal()
            }
            next += 1
        }
        hasEnded.wait()
        for worker in workers { worker.sync {} }
        if let error = outcome.error { throw error }
    }

    private final class Outcome: @unchecked Sendable {
        var error: (any Error)?
    }

    /// Writes jobs as they are done, until the last or an error. After an error places are still freed, so that the
    /// reader does not wait for ever; a reader that waits for input is not woken, so this ends the process.
    private static func write(
        _ places: [Place], _ outsized: DispatchSemaphore, _ report: BatchReport
    ) -> (any Error)? {
        var next = 0
        while true {
            let place = places[next % places.count]
            place.isDone.wait()
            if let error = place.error { return end(with: error, place) }
            guard !place.isLast else { return nil }
            do { try report.take(place.job) } catch { return end(with: error, place) }
            let wasOutsized = place.job.isOutsized
            place.job.empty()
            if wasOutsized { outsized.signal() }
            place.isFree.signal()
            next += 1
        }
    }

    private static func end(with error: any Error, _ place: Place) -> (any Error)? {
        // The reader has noticed by itself.
        if place.isLast { return error }
        let error = CLIError(any: error)
        if error.code != .outputClosed { Console.report(error) }
        exit(error.code.status.rawValue)
    }
}
