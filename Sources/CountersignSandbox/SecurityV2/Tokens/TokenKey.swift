import Countersign
import CountersignAPI
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The key that signs access tokens: one for the whole sandbox, made when it is first needed, kept beside the books
/// where they lie in a folder.
final class TokenKey: Sendable {
    private let storage: SandboxSettings.Storage
    private let key = Mutex<SigningKey?>(nil)

    init(storage: SandboxSettings.Storage) { self.storage = storage }

    var signingKey: SigningKey {
        get throws {
            try key.withLock { key in
                if let key { return key }
                let made = try Self.key(in: storage)
                key = made
                return made
            }
        }
    }

    private static func key(in storage: SandboxSettings.Storage) throws -> SigningKey {
        guard case .folder(let folder) = storage else { return try SigningKey() }
        let path = folder + "/token-key.pem"
        if let bytes = read(path) { return try SigningKey(anyRepresentation: bytes) }
        let key = try SigningKey()
        guard write(try key.representation(.pkcs8PEM), to: path) else {
            throw BankFault(.genericError, "The key of the access tokens cannot be kept.")
        }
        return key
    }

    private static func read(_ path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes { sysRead(file, $0) }
        return count > 0 ? Array(bytes.prefix(count)) : nil
    }

    /// Written beside its place and then moved there, so that a killed process leaves no half of a key.
    private static func write(_ bytes: [UInt8], to path: String) -> Bool {
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { return false }
        let count = bytes.withUnsafeBytes { sysWrite(file, $0) }
        let isKept = count == bytes.count && fsync(file) == 0
        close(file)
        return isKept && rename(draft, path) == 0
    }

    private static func sysRead(_ file: Int32, _ memory: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(file, memory.baseAddress, memory.count)
        #else
            Darwin.read(file, memory.baseAddress, memory.count)
        #endif
    }

    private static func sysWrite(_ file: Int32, _ memory: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(file, memory.baseAddress, memory.count)
        #else
            Darwin.write(file, memory.baseAddress, memory.count)
        #endif
    }
}
