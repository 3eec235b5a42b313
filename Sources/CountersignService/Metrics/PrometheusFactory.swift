public import CoreMetrics

/// The back end of swift-metrics that feeds a ``PrometheusRegistry``.
public struct PrometheusFactory: MetricsFactory {
    private let registry: PrometheusRegistry

    public init(registry: PrometheusRegistry) { self.registry = registry }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        registry.cell(.counter, label: label, dimensions: dimensions, make: PrometheusCounter.init)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        registry.cell(.gauge, label: label, dimensions: dimensions, make: PrometheusGauge.init)
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate { return registry.histogram(label, dimensions, seconds: false) }
        return registry.cell(.gauge, label: label, dimensions: dimensions, make: PrometheusGauge.init)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        registry.histogram(label, dimensions, seconds: true)
    }

    // A series lives as long as its registry: a scrape that misses one looks like a restart.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}
}
