// What the real API does not have. Each operation works on the bank of the token that it is called with.
extension Endpoint {
    /// A change request of any kind, to drive a test.
    public static let triggerChangeRequest = Endpoint(
        "triggerChangeRequest", .post, "/_sandbox/change_requests", 202, failing: [404], origin: .chosen,
        errorShape: .flat)
    /// A card payment that waits for its customer: two change requests and the webhook.
    public static let triggerSCAChallenge = control(
        "triggerSCAChallenge", .post, "sca_challenges", 201, failing: [404])
    /// What customer support does for a lost phone: the number and all devices go.
    public static let resetTwoFactor = control("resetTwoFactor", .post, "persons/{person_id}/reset-2fa", 204)

    public static let listMessages = control(
        "listMessages", .get, "sms", query: ["to", "after"], 200, failing: [404])
    public static let waitForMessage = control(
        "waitForMessage", .get, "sms/wait", query: ["to", "after", "timeout"], 200, failing: [404])

    public static let readClock = control("readClock", .get, "clock", 200)
    public static let freezeClock = control("freezeClock", .post, "clock/freeze", 200)
    public static let advanceClock = control("advanceClock", .post, "clock/advance", 200)
    public static let resumeClock = control("resumeClock", .post, "clock/resume", 200)

    public static let reset = control("reset", .post, "reset", 204)
    public static let seedBooks = control("seedBooks", .post, "seed", 201, failing: [409])
    public static let createSnapshot = control("createSnapshot", .post, "snapshots", 201, failing: [409])
    public static let restoreSnapshot = control("restoreSnapshot", .post, "snapshots/{snapshot_id}/restore", 204)
    public static let deleteSnapshot = control("deleteSnapshot", .delete, "snapshots/{snapshot_id}", 204)

    public static let createFault = control("createFault", .post, "faults", 201)
    public static let listFaults = control("listFaults", .get, "faults", 200)
    public static let deleteFault = control("deleteFault", .delete, "faults/{fault_id}", 204)
    public static let deleteFaults = control("deleteFaults", .delete, "faults", 204)

    public static let listJournal = control(
        "listJournal", .get, "journal", query: [Page.numberName, Page.sizeName], 200)
    public static let readJournalEntry = control("readJournalEntry", .get, "journal/{entry_id}", 200)

    public static let listDeliveries = control(
        "listDeliveries", .get, "webhooks/deliveries", query: ["webhook_id", Page.numberName, Page.sizeName], 200)
    public static let redeliver = control("redeliver", .post, "webhooks/deliveries/{delivery_id}/redeliver", 202)

    /// Every operation below `/_sandbox/`.
    public static let control: [Endpoint] =
        [
            triggerChangeRequest, triggerSCAChallenge, resetTwoFactor, listMessages, waitForMessage, readClock,
            freezeClock, advanceClock, resumeClock, reset, seedBooks, createSnapshot, restoreSnapshot, deleteSnapshot,
            createFault, listFaults, deleteFault, deleteFaults, listJournal, readJournalEntry, listDeliveries,
            redeliver,
        ] + securityV2Control

    /// Whether this drives the sandbox rather than the bank.
    public var isControl: Bool { template.utf8.starts(with: "/_sandbox/".utf8) }

    private static func control(
        _ name: String, _ method: Method, _ path: String, query: [String] = [], _ success: Int, failing: [Int] = []
    ) -> Endpoint {
        Endpoint(name, method, "/_sandbox/" + path, query: query, success, failing: failing, origin: .chosen)
    }
}
