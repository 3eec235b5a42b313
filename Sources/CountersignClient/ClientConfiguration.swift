public import Logging

/// How a client behaves. The defaults suit a server that talks to the bank.
public struct ClientConfiguration: Sendable {
    /// How long one call may take, from looking up the host to the last byte of the answer.
    public var timeout = Duration.seconds(30)
    /// Bytes of an answer; more is refused.
    public var answerLimit = 8 << 20
    /// How often a call is tried where trying again is safe: nothing was sent, or a GET was not answered or met a fault
    /// of the server. 1 means never again.
    public var attempts = 3
    /// The pause before the second attempt; each further one is twice as long.
    public var pause = Duration.milliseconds(100)
    /// A token is replaced this long before it expires; at most half of its life.
    public var tokenMargin = Duration.seconds(60)
    /// Whether tokens and secrets may travel over `http` to another machine.
    public var allowsPlainHTTP = false
    public var clock: any ClientClock = SystemClock()
    /// The connections, which several clients can share.
    public var connections = ConnectionPool.shared
    /// Told at `debug` what was called and answered: never a body, a token or a secret.
    public var logger = Logger(label: "countersign.client")

    public init() {}
}
