// Bodies of the paths that the published Elixir client of the same API uses: `/authorize/otp`, `/confirm/otp`,
// `/challenge`, `/confirm/device`. Which names their fields have, apart from `challenge` and `signed_token`, it does
// not say; `otp` is written, and the other names of an OTP are read.

/// The body of `POST /change_requests/{id}/confirm/otp`.
public struct ConfirmWithOTP: Sendable, Hashable, Codable {
    public var otp: String

    public init(otp: String) { self.otp = otp }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireKey.self)
        for name in ["otp", "tan", "code"] {
            if let value = try container.decodeIfPresent(String.self, forKey: WireKey(stringValue: name)) {
                otp = value
                return
            }
        }
        otp = try container.decode(String.self, forKey: WireKey(stringValue: "otp"))
    }
}

/// The body of `POST /change_requests/{id}/confirm/device`.
public struct ConfirmWithDevice: Sendable, Hashable, Codable {
    /// Hex of the DER signature over the challenge text.
    public var signedToken: String

    public init(signedToken: String) { self.signedToken = signedToken }

    enum CodingKeys: String, CodingKey { case signedToken = "signed_token" }
}

/// The answer of `GET /change_requests/{id}/challenge`.
public struct DeviceChallengeText: Sendable, Hashable, Codable {
    /// The text to be signed, exactly as it came.
    public var challenge: String

    public init(challenge: String) { self.challenge = challenge }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: WireKey.self)
        let expected = WireKey(stringValue: "challenge")
        challenge = try SignedTextName.read(from: container) ?? container.decode(String.self, forKey: expected)
    }

    enum CodingKeys: String, CodingKey { case challenge }
}
