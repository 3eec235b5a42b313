extension SecurityV2 {
    /// The language of an answer's description, by its `CultureID`.
    public enum Culture: Int, Sendable, CaseIterable {
        case english = 1
        case russian = 2
        case latvian = 3
    }
}
