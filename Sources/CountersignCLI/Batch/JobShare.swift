/// What one of several jobs may hold, so that all of them together are bounded however many they are.
struct JobShare {
    /// Bytes of lines after which a job takes no more; it holds one line more.
    let bytes: Int
    /// Lines after which it takes no more.
    let lines: Int

    /// More than this in one job gains nothing.
    private static let most = 1 << 20
    /// Some vectors of records.
    private static let least = 1 << 15
    private static let ofAll = 4 << 20
    /// A line costs about as much memory as three hundred bytes of one; no record is as short as this.
    private static let shortestLine = 64

    /// - Parameter places: jobs that may hold lines at the same time.
    init(places: Int, batchSize: Int) {
        bytes = min(max(Self.ofAll / places, Self.least), Self.most)
        lines = min(batchSize, bytes / Self.shortestLine)
    }

    /// Records that each of so many workers verifies together: all of what eight workers do with whole batches of a
    /// kernel, which are the fastest, is shared by more.
    static func stage(workers: Int) -> Int { max(leastStage, stageOfAll / workers) }

    private static let stageOfAll = 8 * 256
    /// One record in twenty fewer a second than with 256.
    private static let leastStage = 64
}
