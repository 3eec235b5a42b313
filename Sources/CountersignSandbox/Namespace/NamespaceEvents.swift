import Synchronization

/// What happens in one bank that somebody may wait for.
struct NamespaceEvents: Sendable {
    /// An SMS was sent, or the clock moved.
    let mail = Bell()
    /// A webhook is to be delivered, or the clock moved.
    let deliveries: Bell

    init(deliveries: Bell) { self.deliveries = deliveries }

    /// After the clock was moved or the books were exchanged.
    func ringAll() {
        mail.ring()
        deliveries.ring()
    }
}
