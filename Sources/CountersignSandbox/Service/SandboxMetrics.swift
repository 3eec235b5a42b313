import CountersignService
import Metrics

/// What the sandbox counts. Labels have few values each: no person, no device, no id.
struct SandboxMetrics: Sendable {
    private let factory: PrometheusFactory

    init(registry: PrometheusRegistry) { factory = PrometheusFactory(registry: registry) }

    /// - Parameter route: the operation's name.
    func countRequest(route: String, status: Int) {
        count("countersign_sandbox_requests", [("route", route), ("status", String(status))])
    }

    func countSMS(template: String) { count("countersign_sandbox_sms", [("template", template)]) }

    func countSignature(isValid: Bool) {
        count("countersign_sandbox_signatures", [("verdict", isValid ? "valid" : "wrong")])
    }

    private func count(_ label: String, _ dimensions: [(String, String)]) {
        Counter(label: label, dimensions: dimensions, factory: factory).increment()
    }
}
