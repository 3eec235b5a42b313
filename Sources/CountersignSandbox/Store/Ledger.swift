import CountersignAPI
import GRDB

/// The books within one transaction, at one moment. Extensions in this folder hold the statements of one table each.
struct Ledger {
    let db: Database
    let now: Timestamp
    let settings: SandboxSettings
    let identities: IdentitySource
    let metrics: SandboxMetrics
    let events: NamespaceEvents
}
