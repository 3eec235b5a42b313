import CountersignAPI

extension Ledger {
    /// Opens the two change requests of a card payment, one to allow and one to decline it, and tells the partner.
    ///
    /// - Throws: ``BankFault`` 404, 400.
    func challenge(payment body: TriggerSCAChallenge) throws -> SCAChallengePayload {
        let whole = body.amount.description.prefix { $0 != " " }
        let trigger = TriggerChangeRequest(
            personID: body.personID, template: .threeDSOnlinePurchase,
            variables: [
                "amount": String(whole), "currency": body.amount.currency, "merchant": body.merchant.name ?? "",
            ])
        let payload = SCAChallengePayload(
            amount: try WireJSON.value(of: body.amount), merchant: body.merchant, challengedAt: now,
            expiresAt: now.adding(seconds: settings.challengeLifetime), personID: body.personID, cardID: body.cardID,
            authenticateChangeRequestID: try self.trigger(trigger).id,
            declineChangeRequestID: try self.trigger(trigger).id,
            challengeID: try identities.identifier(.scaChallenge), channel: body.channel)
        try notify(.scaChallenge, entity: body.personID, payload: payload)
        return payload
    }
}
