import CoreMetrics
import CountersignService

/// What the sandbox counts. Labels have few values each: no person, no device, no id.
struct SandboxMetrics: Sendable {
    private let factory: PrometheusFactory
    private let signatures: (valid: any CounterHandler, wrong: any CounterHandler)

    init(registry: PrometheusRegistry) {
        let factory = PrometheusFactory(registry: registry)
        let signatures = ["valid", "wrong"].map {
            factory.makeCounter(label: "countersign_sandbox_signatures", dimensions: [("verdict", $0)])
        }
        self.factory = factory
        self.signatures = (signatures[0], signatures[1])
    }

    /// - Parameter name: the operation's name; `none` for requests that no route serves.
    func operation(_ name: String) -> OperationMetrics { OperationMetrics(name, factory: factory) }

    func countSMS(template: String) {
        factory.makeCounter(label: "countersign_sandbox_sms", dimensions: [("template", template)]).increment(by: 1)
    }

    func countSignature(isValid: Bool) { (isValid ? signatures.valid : signatures.wrong).increment(by: 1) }
}
