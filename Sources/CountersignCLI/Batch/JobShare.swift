/// What one of several jobs may hold, so that all of them together are bounded however many they are.
struct JobShare {
    /// Bytes of lines after which a job takes no more; it holds one line more.
    let bytes: Int
    /// Lines after which it takes no more.
    let lines: Int

    /// More than this in one job gains nothing.
    private static let most = 1 << 20
    /// A few vectors of records.
    private static let least = 1 << 16
    private static let ofAll = 4 << 20
    /// A line costs about as much memory as three hundred bytes of one; no record is as short as this.
    private static let shortestLine = 64

    /// - Parameter places: jobs that may hold lines at the same time.
    init(places: Int, batchSize: Int) {
        bytes = min(max(Self.ofAll / places, Self.least), Self.most)
        lines = min(batchSize, bytes / Self.shortestLine)
    }
}
