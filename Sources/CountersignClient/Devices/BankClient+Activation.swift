public import CountersignAPI

extension BankClient {
    /// Makes a code that goes to the person by letter and binds a device.
    ///
    /// - Throws: ``ClientError`` `conflict` where there is a valid one and `invalidateExistingCode` is not set.
    public func createActivationChallenge(
        _ order: CreateActivationChallenge
    ) async throws(ClientError) -> ActivationChallenge {
        try await value(try HTTPCall(.createActivationChallenge, body: order))
    }

    /// The activation challenges, of one person or of all.
    public func activationChallenges(
        of person: Identifier? = nil, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<ActivationChallenge> {
        try await self.page(
            try HTTPCall(.listActivationChallenges, query: [("person_id", person?.text)] + page.pairs))
    }

    public func activationChallenge(_ id: Identifier) async throws(ClientError) -> ActivationChallenge {
        try await value(try HTTPCall(.readActivationChallenge, id))
    }

    /// Ends the life of the code.
    public func deleteActivationChallenge(_ id: Identifier) async throws(ClientError) {
        _ = try await succeed(try HTTPCall(.deleteActivationChallenge, id))
    }

    /// Records what happened to the letter.
    public func createDeliveryEvent(
        _ type: DeliveryEventType, of challenge: Identifier
    ) async throws(ClientError) -> DeliveryEvent {
        try await value(try HTTPCall(.createDeliveryEvent, challenge, body: RecordDeliveryEvent(eventType: type)))
    }

    public func deliveryEvents(of challenge: Identifier) async throws(ClientError) -> [DeliveryEvent] {
        try await value(try HTTPCall(.listDeliveryEvents, challenge))
    }

    public func deliveryEvent(
        _ id: Identifier, of challenge: Identifier
    ) async throws(ClientError) -> DeliveryEvent {
        try await value(try HTTPCall(.readDeliveryEvent, challenge, id))
    }
}
