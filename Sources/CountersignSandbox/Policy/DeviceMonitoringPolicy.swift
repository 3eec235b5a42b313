import CountersignAPI

/// The rules of consents and activities. Source: Solaris guide, Device monitoring.
enum DeviceMonitoringPolicy {
    /// - Throws: ``BankFault`` 400, for a time to come in the bank's words.
    static func check(_ consent: RecordDeviceConsent, now: Timestamp) throws(BankFault) {
        guard consent.eventType.isKnown else { throw .invalid("event_type", "expected APPROVED or REJECTED") }
        guard consent.confirmedAt <= now else {
            throw BankFault(
                .constraintViolation, "confirmedAt --> Date mustn't be in the future.", field: "confirmed_at")
        }
    }

    /// - Throws: ``BankFault`` 400.
    static func check(_ activity: RecordDeviceActivity) throws(BankFault) {
        guard activity.activityType.isKnown else {
            throw .invalid("activity_type", "expected APP_START, PASSWORD_RESET or CONSENT_PROVIDED")
        }
    }
}
