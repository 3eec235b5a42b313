import Foundation
import Synchronization

/// Many customers at once, each on a thread and a connection of its own.
struct LoadRun {
    struct Result {
        var completed = 0
        var confirms: [Duration] = []
        var failure: String?
    }

    let customers: Int
    let port: UInt16
    /// So many calls of each customer are made before the clock starts.
    private let warmUp = 50

    /// - Parameter rate: Change requests a second of all customers together, at even distances; nil for as many as go.
    func measure(for duration: Duration, rate: Double? = nil) throws -> (perSecond: Double, confirms: [Duration]) {
        let total = Mutex(Result())
        let ready = DispatchGroup()
        let done = DispatchGroup()
        let start = DispatchSemaphore(value: 0)
        let begun = Mutex(ContinuousClock.now)
        for number in 0..<customers {
            ready.enter()
            done.enter()
            Thread {
                let mine = Self.run(
                    number, customers, port, warmUp, duration, rate, ready: ready, start: start, begun: begun)
                total.withLock { all in
                    all.completed += mine.completed
                    all.confirms += mine.confirms
                    all.failure = all.failure ?? mine.failure
                }
                done.leave()
            }.start()
        }
        ready.wait()
        begun.withLock { $0 = .now }
        for _ in 0..<customers { start.signal() }
        done.wait()
        let result = total.withLock { $0 }
        if let failure = result.failure { throw Connection.Failure(description: failure) }
        let seconds = duration / .seconds(1)
        return (Double(result.completed) / seconds, result.confirms.sorted())
    }

    private static func run(
        _ number: Int, _ customers: Int, _ port: UInt16, _ warmUp: Int, _ duration: Duration, _ rate: Double?,
        ready: DispatchGroup, start: DispatchSemaphore, begun: borrowing Mutex<ContinuousClock.Instant>
    ) -> Result {
        var result = Result()
        var isReady = false
        do {
            let run = UInt32.random(in: 0...UInt32.max)
            let customer = try Customer(port: port, number: Int(run) * customers + number)
            for _ in 0..<warmUp { _ = try customer.complete() }
            ready.leave()
            isReady = true
            start.wait()
            let from = begun.withLock { $0 }
            let pause = rate.map { Duration.seconds(Double(customers) / $0) }
            var next = from + (pause ?? .zero) * (Double(number) / Double(customers))
            while .now < from + duration {
                if let pause {
                    let rest = ContinuousClock.now.duration(to: next) / .seconds(1)
                    if rest > 0 { Thread.sleep(forTimeInterval: rest) }
                    next += pause
                }
                result.confirms.append(try customer.complete())
                result.completed += 1
            }
        } catch {
            result.failure = "\(error)"
            if !isReady { ready.leave() }
        }
        return result
    }
}
