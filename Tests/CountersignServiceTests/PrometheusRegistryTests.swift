import CoreMetrics
import CountersignService
import Metrics
import Testing

@Suite struct PrometheusRegistryTests {
    let registry = PrometheusRegistry(buckets: [0.1, 1])
    var factory: PrometheusFactory { PrometheusFactory(registry: registry) }

    @Test func writesValidNames_whenAFrameworkReportsDots() {
        Counter(
            label: "http.server.requests", dimensions: [("http.route", "/v1/{id}"), ("error.type", "a\"b\\\n")],
            factory: factory
        )
        .increment()
        #expect(
            registry.exposition() == """
                # TYPE http_server_requests_total counter
                http_server_requests_total{error_type="a\\"b\\\\\\n",http_route="/v1/{id}"} 1

                """)
    }

    @Test func writesCumulativeBuckets_whenATimerRecords() {
        let timer = Timer(label: "confirm", factory: factory)
        timer.recordMilliseconds(50)
        timer.recordMilliseconds(500)
        timer.recordSeconds(5)
        #expect(
            registry.exposition() == """
                # TYPE confirm_seconds histogram
                confirm_seconds_bucket{le="0.1"} 1
                confirm_seconds_bucket{le="1.0"} 2
                confirm_seconds_bucket{le="+Inf"} 3
                confirm_seconds_sum 5.55
                confirm_seconds_count 3

                """)
    }

    @Test func countsEveryIncrement_whenManyTasksCount() async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<16 {
                group.addTask { for _ in 0..<1000 { Counter(label: "n", factory: factory).increment() } }
            }
        }
        #expect(registry.exposition().contains("n_total 16000\n"))
    }
}
