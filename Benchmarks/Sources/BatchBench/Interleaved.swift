import COpenSSLBaseline

/// Two things measured in turns: A B A, A B A, … Each round gives one ratio, so that what the machine does meanwhile
/// hits both.
struct Interleaved {
    let microseconds: Double
    let baselineMicroseconds: Double
    let ratio: Double
    let low: Double
    let high: Double
    let rounds: Int

    /// - Parameters:
    ///   - count: how many things one call of `body` does.
    ///   - baselineCount: the same for `baseline`.
    init(
        rounds: Int, baselineCount: Int, _ baseline: () throws -> Void, count: Int, _ body: () throws -> Void
    ) rethrows {
        var times: [Double] = []
        var baselines: [Double] = []
        for round in 0...rounds {
            let before = try Self.time(baseline)
            let time = try Self.time(body) / Double(count)
            let after = try Self.time(baseline)
            // The first round warms up.
            guard round > 0 else { continue }
            times.append(time)
            baselines.append((before + after) / 2 / Double(baselineCount))
        }
        self.init(times, baselines)
    }

    /// Times of the rounds in microseconds for one thing, and those of the baseline around them.
    init(_ times: [Double], _ baselines: [Double]) {
        let ratios = zip(baselines, times).map { $0 / $1 }
        microseconds = Self.quantile(times, 0.5)
        baselineMicroseconds = Self.quantile(baselines, 0.5)
        ratio = Self.quantile(ratios, 0.5)
        low = Self.quantile(ratios, 0.25)
        high = Self.quantile(ratios, 0.75)
        rounds = times.count
    }

    /// Microseconds of this thread.
    static func time(_ body: () throws -> Void) rethrows -> Double {
        let start = baseline_thread_seconds()
        try body()
        return (baseline_thread_seconds() - start) * 1e6
    }

    private static func quantile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        return sorted[Int(share * Double(sorted.count - 1) + 0.5)]
    }

    func row(area: String, path: String, kernel: String, tableBytes: Int = 0, keys: Int = 0, batch: Int = 1) -> Row {
        Row(
            area: area, path: path, kernel: kernel, tableBytes: tableBytes, keys: keys, batch: batch,
            microseconds: microseconds, opensslMicroseconds: baselineMicroseconds, ratio: ratio, ratioLow: low,
            ratioHigh: high, rounds: rounds)
    }
}
