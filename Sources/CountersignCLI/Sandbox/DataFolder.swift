#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// The folder of the sandbox's books.
enum DataFolder {
    /// Makes the folder where it is missing, for its owner only, and takes it for this process.
    ///
    /// - Throws: `configuration` for what cannot be such a folder, `store_locked` while another process has it.
    static func ready(_ path: String) throws(CLIError) -> String {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw unusable(path, SystemError.text(errno)) }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw unusable(path, "is no folder")
        }
        // Two banks with the same books would each remember what the other has changed. The lock ends with the process,
        // however that ends: nothing closes the file before.
        let lock = open(path + "/lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw unusable(path, SystemError.text(errno)) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let problem = errno
            close(lock)
            guard problem == EWOULDBLOCK else { throw unusable(path, SystemError.text(problem)) }
            throw CLIError(.storeLocked, "--data '\(name(path))': another process has these books open")
        }
        return path
    }

    private static func unusable(_ path: String, _ reason: String) -> CLIError {
        CLIError(.configuration, "--data '\(name(path))': \(reason)")
    }

    private static func name(_ path: String) -> String { PrintableText.of(Array(path.utf8)) }
}
