/// Counters of a verifier since it was made: for metrics.
public struct BatchStatistics: Sendable, Hashable {
    /// Signatures that reached the kernel.
    public let items: Int
    /// Of these, the ones decided by the complete formulas: crafted keys or signatures, or extreme luck.
    public let slowPath: Int
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
