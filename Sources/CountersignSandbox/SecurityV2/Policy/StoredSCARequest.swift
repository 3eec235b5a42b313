import CountersignAPI

/// A request for strong customer authentication as the books have it.
struct StoredSCARequest: Sendable, Equatable {
    /// What is to be authorized.
    enum Cause: String, Sendable {
        case login, transfer, purchase

        var title: String {
            switch self {
            case .login: "Login"
            case .transfer: "Transfer"
            case .purchase: "Purchase"
            }
        }
    }

    enum State: String, Sendable {
        case pending, executed, cancelled, blocked
    }

    /// The number of the action, `ReferenceID`.
    var sequence: Int64 = 0
    let reference: String
    let consumer: Int32
    let cause: Cause
    let description: String?
    let type: SecurityV2.SCAType
    let delivery: SecurityV2.OTPDelivery
    var state = State.pending
    /// The living one-time password, where the type has one.
    var code: String?
    /// Whom a push goes to.
    var device: Int64?
    var resendsLeft = SecurityV2.resends
    var attemptsLeft = SecurityV2.failAttempts
    /// Whether an attempt at it has failed.
    var hasFailed = false
    var startedAt: Timestamp
    var expiresAt: Timestamp

    func hasExpired(at now: Timestamp) -> Bool { now >= expiresAt }

    /// Whether the customer said no on the device, and has not been asked anew.
    var isRejected: Bool { type == .mobilePush && hasFailed && device == nil }

    /// What answers say of it.
    ///
    /// - Parameter identification: the encrypted one-time password, where it is delivered so.
    func wire(identification: String = "") -> SecurityV2.SCARes {
        SecurityV2.SCARes(
            scaReferenceNumber: reference, scaType: type, authorizeOn: authorizeOn, additionalData: "",
            expiryDateTime: .init(expiresAt), remainingResendCount: resendsLeft, remainingFailAttempt: attemptsLeft,
            scaIdentification: identification, startDateTime: .init(startedAt), title: cause.title)
    }

    private var authorizeOn: String {
        switch type {
        case .mobilePush: "Push"
        case .otp: delivery == .sms ? "SMS" : "Response"
        case .none, .unknown: "Client"
        }
    }

    var pending: SecurityV2.PendingRequest { .init(wire(), description: description ?? cause.title) }

    func state(at now: Timestamp) -> SecurityV2.RequestState {
        let shown: SecurityV2.RequestState.State =
            switch state {
            case .pending: hasExpired(at: now) ? .expired : isRejected ? .rejected : .pending
            case .executed: .executed
            case .cancelled: .cancelled
            case .blocked: .blocked
            }
        return SecurityV2.RequestState(
            scaReferenceNumber: reference, referenceID: Int(sequence), consumerID: consumer, scaType: type,
            title: cause.title, state: shown)
    }
}
