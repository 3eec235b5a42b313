public import Countersign

/// One key pair of a phone.
public struct DeviceKey: Sendable {
    /// Where in its life a key is.
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Made, and perhaps sent to the bank; nobody knows yet whether the bank took it.
        case pending
        /// The one that signs.
        case current
        /// Replaced by a newer one. It is kept: a server may accept it still, and tests want to know.
        case retired
    }

    public let purpose: DeviceKeyPurpose
    public var state: State
    /// The bank's id of the key, where it gave one.
    public var remoteID: String?
    let signingKey: SigningKey

    /// The public half; its hex point is what the bank is given.
    public var verifyingKey: VerifyingKey { signingKey.verifyingKey }

    init(purpose: DeviceKeyPurpose, state: State, remoteID: String? = nil, signingKey: SigningKey) {
        self.purpose = purpose
        self.state = state
        self.remoteID = remoteID
        self.signingKey = signingKey
    }
}
