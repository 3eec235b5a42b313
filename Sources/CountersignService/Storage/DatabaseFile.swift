import FoundationEssentials

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

    /// Which file it is, whatever its name; of a link that of the link.
    package struct Identity: Sendable, Equatable {
        fileprivate let device: UInt64
        fileprivate let number: UInt64
    }

    /// The path as SQLite takes it for a file: `:memory:` and `file:…` have meanings of their own there.
    package let path: String

    package init(_ path: String) {
        self.path = (path.utf8.first == UInt8(ascii: "/") ? "" : "./") + path
    }

    /// Of the file that has the path now; nil for none.
    package var identity: Identity? {
        guard access(path, F_OK) == 0, let known = try? FileManager.default.attributesOfItem(atPath: path),
            let device = known[.systemNumber] as? any BinaryInteger,
            let number = known[.systemFileNumber] as? any BinaryInteger
        else { return nil }
        return Identity(device: UInt64(truncatingIfNeeded: device), number: UInt64(truncatingIfNeeded: number))
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
