public import CountersignAPI

extension SandboxControl {
    /// Empties this client's bank.
    public func reset() async throws(ClientError) { try await done(try HTTPCall(.reset)) }

    /// Adds persons and businesses with what belongs to them.
    public func seed(_ books: SeedBooks) async throws(ClientError) -> SeededBooks {
        try await bank.value(try HTTPCall(.seedBooks, body: books))
    }

    /// Keeps the books as they are.
    ///
    /// - Returns: the snapshot's id.
    public func createSnapshot() async throws(ClientError) -> CreatedID {
        try await bank.value(try HTTPCall(.createSnapshot))
    }

    public func restoreSnapshot(_ id: Identifier) async throws(ClientError) {
        try await done(try HTTPCall(.restoreSnapshot, id))
    }

    public func deleteSnapshot(_ id: Identifier) async throws(ClientError) {
        try await done(try HTTPCall(.deleteSnapshot, id))
    }
}

extension SandboxControl {
    /// Orders a fault.
    ///
    /// - Returns: the rule with its id.
    public func createFault(_ rule: FaultRule) async throws(ClientError) -> FaultRule {
        try await bank.value(try HTTPCall(.createFault, body: rule))
    }

    public func faults() async throws(ClientError) -> [FaultRule] { try await bank.value(try HTTPCall(.listFaults)) }

    public func deleteFault(_ id: Identifier) async throws(ClientError) {
        try await done(try HTTPCall(.deleteFault, id))
    }

    public func deleteFaults() async throws(ClientError) { try await done(try HTTPCall(.deleteFaults)) }
}

extension SandboxControl {
    /// The calls that were answered, the newest first.
    public func journal(_ page: Page = .first) async throws(ClientError) -> ListPage<JournalEntry> {
        try await bank.page(try HTTPCall(.listJournal, query: page.pairs))
    }

    /// One call, with the reasons why a signature was refused.
    public func journalEntry(_ id: Identifier) async throws(ClientError) -> JournalEntry {
        try await bank.value(try HTTPCall(.readJournalEntry, id))
    }

    /// Webhook deliveries, of one subscription or of all.
    public func deliveries(
        of webhook: Identifier? = nil, _ page: Page = .first
    ) async throws(ClientError) -> ListPage<DeliveryLogEntry> {
        try await bank.page(try HTTPCall(.listDeliveries, query: [("webhook_id", webhook?.text)] + page.pairs))
    }

    /// Has a webhook delivered once more.
    public func redeliver(_ id: Identifier) async throws(ClientError) -> DeliveryLogEntry {
        try await bank.value(try HTTPCall(.redeliver, id))
    }
}
