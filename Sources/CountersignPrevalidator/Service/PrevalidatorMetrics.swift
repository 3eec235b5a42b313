import CountersignBatch
import CountersignService
import Metrics
import Synchronization

/// What the service counts. Labels have few values each: no device, no key, no caller.
final class PrevalidatorMetrics: Sendable {
    private struct Route: Hashable {
        let name: String
        let status: Int
    }
    private let factory: PrometheusFactory
    /// Made once: a request should not pay for its labels.
    private let verdicts: [VerdictCode: Counter]
    private let requests = Mutex<[Route: Counter]>([:])

    init(registry: PrometheusRegistry) {
        let factory = PrometheusFactory(registry: registry)
        self.factory = factory
        verdicts = Dictionary(
            uniqueKeysWithValues: VerdictCode.allCases.map { code in
                let counter = Counter(
                    label: "countersign_prevalidator_verdicts", dimensions: [("code", code.rawValue)],
                    factory: factory)
                return (code, counter)
            })
    }

    func countRequest(_ route: String, status: Int) {
        let counter = requests.withLock { requests in
            if let known = requests[Route(name: route, status: status)] { return known }
            let counter = Counter(
                label: "countersign_prevalidator_requests",
                dimensions: [("route", route), ("status", String(status))], factory: factory)
            requests[Route(name: route, status: status)] = counter
            return counter
        }
        counter.increment()
    }

    func countVerdict(_ code: VerdictCode) { verdicts[code]?.increment() }

    func countVerdicts(_ list: [Verdict]) {
        var good: Int64 = 0
        for verdict in list {
            if verdict.isValid { good += 1 } else { countVerdict(verdict.code) }
        }
        if good > 0 { verdicts[.ok]?.increment(by: good) }
    }

    /// What the proxy's requests came to: passed, learned, refused, failed.
    func countProxied(_ outcome: String) {
        Counter(
            label: "countersign_prevalidator_proxied", dimensions: [("outcome", outcome)], factory: factory
        ).increment()
    }

    /// What the verifier holds, for the sizing of its tables; and how many signatures met points that have no ordinary
    /// sum, which nobody should be able to bring about at will.
    func gauge(_ statistics: BatchStatistics) {
        for (name, value) in [
            ("keys", statistics.enrolledKeys), ("tables", statistics.tables),
            ("table_capacity", statistics.tableCapacity), ("table_hits", statistics.tableHits),
            ("table_misses", statistics.tableMisses), ("table_evictions", statistics.tableEvictions),
            ("slow_path", statistics.slowPath), ("complete_formulas", statistics.completeFormulas),
        ] {
            Gauge(label: "countersign_prevalidator_" + name, factory: factory).record(value)
        }
    }
}
