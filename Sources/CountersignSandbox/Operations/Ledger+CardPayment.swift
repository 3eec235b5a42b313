import CountersignAPI

/// A card payment that waits for the customer's decision: two change requests of which one is executed.
struct CardPayment: Sendable {
    let id: Identifier
    let endsAt: Timestamp
}

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
        let payment = CardPayment(
            id: try identities.identifier(.scaChallenge), endsAt: now.adding(seconds: settings.challengeLifetime))
        let payload = SCAChallengePayload(
            amount: try WireJSON.value(of: body.amount), merchant: body.merchant, challengedAt: now,
            expiresAt: payment.endsAt, personID: body.personID, cardID: body.cardID,
            authenticateChangeRequestID: try self.trigger(trigger, for: payment).id,
            declineChangeRequestID: try self.trigger(trigger, for: payment).id,
            challengeID: payment.id, channel: body.channel)
        try notify(.scaChallenge, entity: body.personID, payload: payload)
        return payload
    }
}
