#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// The folder of the sandbox's books.
enum DataFolder {
    /// Makes the folder where it is missing, for its owner only.
    ///
    /// - Throws: `cannot_create`.
    static func ready(_ path: String) throws(CLIError) -> String {
        var status = stat()
        if mkdir(path, 0o700) == 0 { return path }
        let problem = errno
        guard problem == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            let reason = problem == EEXIST ? "is no folder" : SystemError.text(problem)
            throw CLIError(.cannotCreate, "--data '\(PrintableText.of(Array(path.utf8)))': \(reason)")
        }
        return path
    }
}
