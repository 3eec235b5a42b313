import CountersignPrimitives
import Synchronization

/// Phones in one encrypted file, which several processes may use at once.
///
/// The file's key is derived once, when it is opened. Each change is made under a lock on what the file has then, goes
/// to a temporary file, is forced to the disk and takes the file's place in one step.
public final class DeviceFile: DeviceStore {
    private struct Keyring {
        let salt: [UInt8]
        let kdf: StoreKDF
        let key: SecretBytes
    }

    private let file: StoreFile
    private let passphrase: SecretBytes?
    private let acceptsOpenPermissions: Bool
    private let patience: Duration
    private let keyring = Mutex<Keyring?>(nil)

    private init(_ path: String, passphrase: [UInt8]?, acceptsOpenPermissions: Bool, patience: Duration) {
        file = StoreFile(path: path)
        self.passphrase = passphrase.map { SecretBytes($0) }
        self.acceptsOpenPermissions = acceptsOpenPermissions
        self.patience = patience
    }

    /// A file that exists.
    ///
    /// - Parameters:
    ///   - path: the file. A link is not followed.
    ///   - passphrase: bytes as they are, never normalised; nil for a file without.
    ///   - acceptsOpenPermissions: whether others may be able to read it.
    ///   - patience: how long to wait for another process that holds the file.
    /// - Throws: ``DeviceError`` `store_missing`, `store_corrupt`, `store_version`, `store_kdf`, `store_permissions`,
    ///   `store_io`, `passphrase_needed`, `passphrase_wrong`.
    public static func open(
        _ path: String, passphrase: [UInt8]?, acceptsOpenPermissions: Bool = false, patience: Duration = .seconds(5)
    ) throws -> DeviceFile {
        let store = DeviceFile(
            path, passphrase: passphrase, acceptsOpenPermissions: acceptsOpenPermissions, patience: patience)
        _ = try store.read()
        return store
    }

    /// A new, empty file with permissions 0600; a directory that is missing is made with 0700.
    ///
    /// - Parameter passphrase: nil for a file that is not secret; it still shows damage.
    /// - Throws: ``DeviceError`` `store_exists`, `store_locked`, `store_io`.
    public static func create(
        _ path: String, passphrase: [UInt8]?, patience: Duration = .seconds(5)
    ) throws -> DeviceFile {
        let store = DeviceFile(path, passphrase: passphrase, acceptsOpenPermissions: false, patience: patience)
        store.file.makeDirectory()
        try store.file.locked(patience: patience) {
            guard !store.file.exists else { throw DeviceError(.storeExists, "there is a file '\(path)' already") }
            let kdf: StoreKDF = passphrase == nil ? .none : .scrypt
            let salt: [UInt8]
            do throws(PrimitiveError) {
                salt = try Random.bytes(Container.saltLength)
            } catch {
                throw DeviceError(.storeIO, error.reason)
            }
            let keyring = Keyring(salt: salt, kdf: kdf, key: try kdf.key(store.passphrase, salt: salt))
            store.keyring.withLock { $0 = keyring }
            try store.write(DeviceBook(), keyring)
        }
        return store
    }

    public func read() throws -> DeviceBook {
        let container = try Container(file.read(acceptsOpenPermissions: acceptsOpenPermissions))
        return try container.open(try keys(for: container).key)
    }

    public func update<Result: Sendable>(_ change: (inout DeviceBook) throws -> Result) throws -> Result {
        try file.locked(patience: patience) {
            var book = try read()
            let result = try change(&book)
            guard let keyring = keyring.withLock({ $0 }) else {
                throw DeviceError(.storeIO, "the file's key is gone")
            }
            try write(book, keyring)
            return result
        }
    }

    private func write(_ book: DeviceBook, _ keyring: Keyring) throws(DeviceError) {
        let bytes = try Container.seal(book, key: keyring.key, kdf: keyring.kdf, salt: keyring.salt)
        try file.replace(with: bytes)
    }

    /// The key of this salt, derived anew only where another process has made the file anew.
    private func keys(for container: Container) throws(DeviceError) -> Keyring {
        if let known = keyring.withLock({ $0 }), known.salt == container.salt, known.kdf == container.kdf {
            return known
        }
        let made = Keyring(
            salt: container.salt, kdf: container.kdf, key: try container.kdf.key(passphrase, salt: container.salt))
        keyring.withLock { $0 = made }
        return made
    }
}
