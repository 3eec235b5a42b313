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

        /// A key under a new salt.
        init(new passphrase: SecretBytes?) throws(DeviceError) {
            do throws(PrimitiveError) {
                salt = try Random.bytes(Container.saltLength)
            } catch {
                throw DeviceError(.storeIO, error.reason)
            }
            kdf = passphrase == nil ? .none : .scrypt
            key = try kdf.key(passphrase, salt: salt)
        }

        init(of container: Container, _ passphrase: SecretBytes?) throws(DeviceError) {
            (salt, kdf) = (container.salt, container.kdf)
            key = try kdf.key(passphrase, salt: salt)
        }
    }

    private struct Secrets {
        var passphrase: SecretBytes?
        /// Two while the passphrase changes: the file is under the one or the other.
        var keyrings: [Keyring] = []
    }

    private let file: StoreFile
    private let acceptsOpenPermissions: Bool
    private let patience: Duration
    private let secrets: Mutex<Secrets>

    private init(_ path: String, passphrase: [UInt8]?, acceptsOpenPermissions: Bool, patience: Duration) {
        file = StoreFile(path: path)
        secrets = Mutex(Secrets(passphrase: passphrase.map { SecretBytes($0) }))
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
    /// - Throws: ``DeviceError`` `store_missing`, `store_corrupt`, `store_version`, `store_kdf`, `store_owner`,
    ///   `store_permissions`, `store_io`, `passphrase_needed`, `passphrase_wrong`.
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
            let keyring = try Keyring(new: store.secrets.withLock { $0.passphrase })
            store.secrets.withLock { $0.keyrings = [keyring] }
            try store.write(DeviceBook(), keyring)
        }
        return store
    }

    public func read() throws -> DeviceBook { try opened().book }

    public func update<Result: Sendable>(_ change: (inout DeviceBook) throws -> Result) throws -> Result {
        try file.locked(patience: patience) {
            var (book, keyring) = try opened()
            let result = try change(&book)
            try write(book, keyring)
            return result
        }
    }

    /// Puts the phones under another passphrase, in one step. Whoever else has the file open opens it again; a copy of
    /// the old file opens with the old passphrase for ever.
    ///
    /// - Parameter passphrase: nil for a file that is not secret.
    /// - Throws: as ``open(_:passphrase:acceptsOpenPermissions:patience:)``, and `store_locked`; then the file is as it
    ///   was.
    public func changePassphrase(to passphrase: [UInt8]?) throws {
        let passphrase = passphrase.map { SecretBytes($0) }
        try file.locked(patience: patience) {
            let (book, old) = try opened()
            let keyring = try Keyring(new: passphrase)
            secrets.withLock { $0.keyrings = [old, keyring] }
            try write(book, keyring)
            secrets.withLock { $0 = Secrets(passphrase: passphrase, keyrings: [keyring]) }
        }
    }

    private func opened() throws(DeviceError) -> (book: DeviceBook, keyring: Keyring) {
        let container = try Container(file.read(acceptsOpenPermissions: acceptsOpenPermissions))
        let keyring = try keyring(of: container)
        return (try container.open(keyring.key), keyring)
    }

    private func write(_ book: DeviceBook, _ keyring: Keyring) throws(DeviceError) {
        let bytes = try Container.seal(book, key: keyring.key, kdf: keyring.kdf, salt: keyring.salt)
        try file.replace(with: bytes)
    }

    /// The key of this salt, derived anew only where another process has made the file anew.
    private func keyring(of container: Container) throws(DeviceError) -> Keyring {
        let secrets = secrets.withLock { $0 }
        if let known = secrets.keyrings.first(where: { $0.salt == container.salt && $0.kdf == container.kdf }) {
            return known
        }
        let made = try Keyring(of: container, secrets.passphrase)
        self.secrets.withLock { $0.keyrings = [made] }
        return made
    }
}
