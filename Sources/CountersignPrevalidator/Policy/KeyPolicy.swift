import CountersignService

/// Whether a key may sign.
enum KeyPolicy {
    /// - Parameter purpose: what the challenge asks for; nil where any purpose will do.
    /// - Returns: nil when it may.
    static func refusal(of key: DeviceKey, purpose: String?, at now: Moment) -> VerdictCode? {
        if key.revokedAt != nil { return .keyRevoked }
        if let end = key.expiresAt, now >= end { return .keyExpired }
        if let purpose, !key.purposes.contains(where: { $0.utf8.elementsEqual(purpose.utf8) }) { return .keyPurpose }
        return nil
    }

    /// The end of a key that another replaces: after the overlap, or before where it ends before.
    static func end(of key: DeviceKey, replacedAt now: Moment, overlap: Duration) -> Moment {
        let end = now.advanced(by: overlap)
        return min(key.expiresAt ?? end, end)
    }
}
