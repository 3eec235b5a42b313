/// A new key of a phone and an older key's word for it: what `POST /v1/mfa/devices/{id}/keys` takes.
public struct KeyProposal: Sendable, Hashable {
    /// Hex of the new key's uncompressed point, 130 lower-case digits.
    public let key: String
    public let purpose: DeviceKeyPurpose
    /// The older key's signature over the text of ``key``, digit for digit.
    public let answer: DeviceAnswer
    /// Which of the phone's keys signed.
    public let signaturePurpose: DeviceKeyPurpose
    /// Whether the key was proposed before, so that the bank may have it already.
    public let isRepeated: Bool
}
