import CountersignAPI
import GRDB

extension Ledger {
    /// A card payment at a shop: opens a request that the partner authenticates, and tells every subscriber of the 3DS
    /// webhook, each with a hash under its own secret.
    ///
    /// - Throws: ``SecurityV2Fault`` 901.
    func challenge(purchase body: SecurityV2.TriggerPurchase) throws -> SecurityV2.PurchasePayload {
        let request = try challenge(
            body.consumerID, for: .purchase, type: SecurityV2.SCAType.none, description: body.merchant
        ).request
        let payload = SecurityV2.PurchasePayload(
            transactionID: request.reference, consumerID: body.consumerID, amount: body.amount ?? "10.00",
            currency: body.currency ?? "EUR", merchantName: body.merchant ?? "Shop", transactionDateTime: .init(now))
        let entity = Identifier(request.reference)
        let event = WebhookEventType.securityV2ThreeDS
        for row in try Row.fetchAll(
            self, sql: "SELECT id, secret FROM webhook WHERE event_type = ? ORDER BY sequence",
            arguments: [event.rawValue])
        {
            try insertDelivery(event, to: row[0], entity: entity, body: Self.blob(payload.hashed(key: row[1])))
        }
        return payload
    }
}
