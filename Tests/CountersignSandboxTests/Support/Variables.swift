import FoundationEssentials

/// Numbers that the environment sets for the longer runs before a release.
enum Variables {
    static func count(_ name: String, usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }
}
