/// An SMS that the sandbox would have sent: an element of `GET /_sandbox/sms` and the answer of `GET /_sandbox/sms/wait`.
public struct OutboxMessage: Sendable, Hashable, Codable {
    public var id: Identifier
    /// The number in E.164 form.
    public var to: String
    public var language: Language
    public var template: SMSTemplate
    public var text: String
    /// The password that was issued; null on the wire for a notification, which has none.
    public var otp: String?
    public var sentAt: Timestamp

    public init(
        id: Identifier, to: String, language: Language, template: SMSTemplate, text: String, otp: String?,
        sentAt: Timestamp
    ) {
        self.id = id
        self.to = to
        self.language = language
        self.template = template
        self.text = text
        self.otp = otp
        self.sentAt = sentAt
    }

    enum CodingKeys: String, CodingKey {
        case id, to, language, template, text, otp
        case sentAt = "sent_at"
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(to, forKey: .to)
        try container.encode(language, forKey: .language)
        try container.encode(template, forKey: .template)
        try container.encode(text, forKey: .text)
        // Not left out when it is nil: a reader can tell "no password" from "an older sandbox".
        try container.encode(otp, forKey: .otp)
        try container.encode(sentAt, forKey: .sentAt)
    }
}
