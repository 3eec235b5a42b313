/// Counters of a verifier since it was made: for metrics.
public struct BatchStatistics: Sendable, Hashable {
    /// Signatures that reached the kernel.
    public let items: Int
    /// Of these, the ones verified a second time, because points met on the way whose sum has no ordinary formula. Few,
    /// whoever chose keys and signatures.
    public let slowPath: Int
    /// Of these, the ones decided by formulas without exceptions in the end, because it happened again.
    public let completeFormulas: Int
    /// Shared inversions done twice because a lane was exceptional.
    public let levelsRedone: Int
    /// Field inversions.
    public let inversions: Int
    /// Look-ups that found a table.
    public let tableHits: Int
    /// Look-ups that found none.
    public let tableMisses: Int
    /// Tables built.
    public let tableBuilds: Int
    /// Tables that had to go for others.
    public let tableEvictions: Int
    /// Tables held now.
    public let tables: Int
    /// The most tables that the budget allows.
    public let tableCapacity: Int
    /// Keys enrolled now.
    public let enrolledKeys: Int
}
