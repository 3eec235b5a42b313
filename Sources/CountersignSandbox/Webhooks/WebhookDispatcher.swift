import CountersignAPI
import Logging
import Synchronization

/// Delivers the webhooks of all banks: woken by a new delivery, by a moved clock, and by looking at the clock four
/// times a second.
final class WebhookDispatcher: Sendable {
    private let namespaces: Namespaces
    let courier: WebhookCourier
    private let logger: Logger
    private let queues = Mutex<[Identifier: DeliveryQueue]>([:])

    init(_ namespaces: Namespaces, _ courier: WebhookCourier, logger: Logger) {
        self.namespaces = namespaces
        self.courier = courier
        self.logger = logger
    }

    func queue(of namespace: Namespace) -> DeliveryQueue {
        queues.withLock { queues in
            let name = Identifier(namespace.name)
            if let known = queues[name] { return known }
            let queue = DeliveryQueue(namespace, courier, logger: logger)
            queues[name] = queue
            return queue
        }
    }

    /// Runs until its task is cancelled.
    func run() async {
        // What was due when the process ended is due still, whether its client calls again or not.
        for (file, error) in namespaces.openStored() {
            logger.error("books cannot be opened", metadata: ["file": "\(file)", "error": "\(error)"])
        }
        while !Task.isCancelled {
            let seen = namespaces.deliveries.count
            for namespace in namespaces.all { await queue(of: namespace).start() }
            await namespaces.deliveries.wait(after: seen, upTo: .milliseconds(250))
        }
        for queue in queues.withLock({ Array($0.values) }) { await queue.stop() }
    }
}
