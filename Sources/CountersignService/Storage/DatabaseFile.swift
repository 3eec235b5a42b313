#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that SQLite is to open. What stands in it may name people: it is for its owner only.
package struct DatabaseFile: Sendable {
    /// Why there is no such file: the system's words.
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    /// The path as SQLite takes it for a file: `:memory:` and `file:…` have meanings of their own there.
    package let path: String

    package init(_ path: String) {
        self.path = (path.utf8.first == UInt8(ascii: "/") ? "" : "./") + path
    }

    /// Makes the file where there is none, also where a link names it. SQLite gives those beside it the same
    /// permissions.
    package func create() throws(Refusal) {
        // One that is there is not opened: closing it would let go of the locks that SQLite holds on it anywhere in the
        // process.
        guard access(path, F_OK) != 0 else { return }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal(description: String(cString: strerror(errno))) }
        _ = close(descriptor)
    }
}
