/// What a virtual phone, or the file that keeps it, could not do.
///
/// `==` compares the ``code-swift.property`` only.
public struct DeviceError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable reason. New codes may be added without breaking anyone.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The stable lower-case name, as it appears in JSON output.
        public let description: String
        init(_ name: String) { description = name }
    }

    public let code: Code
    /// One clause: what was expected, what came, where. Never secret bytes.
    public let reason: String

    init(_ code: Code, _ reason: String) {
        self.code = code
        self.reason = reason
    }

    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }

    /// The reason and, in brackets, the code.
    public var description: String { "\(reason) [\(code)]" }
}

extension DeviceError {
    /// The phone has to be bound first.
    package static func notBound(_ name: DeviceName) -> DeviceError {
        DeviceError(.notBound, "the phone '\(name)' is not bound")
    }

    /// Nobody answered the question in time.
    package static func unanswered(within patience: Duration) -> DeviceError {
        DeviceError(.unanswered, "nobody answered within \(patience.components.seconds) seconds")
    }
}

extension DeviceError.Code {
    // MARK: The phone

    /// The policy or the person said no.
    public static let denied = Self("denied")
    /// The policy says to ask, and nobody is there, or nobody answered in time.
    public static let unanswered = Self("unanswered")
    /// The simulated biometric check did not pass.
    public static let biometrics = Self("biometrics")
    /// The phone was wiped: it has no keys any more.
    public static let wiped = Self("wiped")
    /// The phone has no key of the purpose, or none of the identifier.
    public static let noKey = Self("no_key")
    /// The phone has the key already.
    public static let keyExists = Self("key_exists")
    /// The bank has not bound the phone yet.
    public static let notBound = Self("not_bound")
    /// A policy text that does not follow the grammar.
    public static let policy = Self("policy")
    /// Signing itself failed, which no input can bring about.
    public static let signing = Self("signing")

    // MARK: Names

    /// A name that is empty, too long or not printable.
    public static let name = Self("name")
    /// There is no phone of this name.
    public static let unknownDevice = Self("unknown_device")
    /// There is a phone of this name.
    public static let deviceExists = Self("device_exists")

    // MARK: The file

    public static let storeMissing = Self("store_missing")
    public static let storeExists = Self("store_exists")
    /// Another process holds the file, and did not let go of it in time.
    public static let storeLocked = Self("store_locked")
    /// Damaged, truncated, or no such file at all.
    public static let storeCorrupt = Self("store_corrupt")
    /// Written by a newer version, or by none that there ever was.
    public static let storeVersion = Self("store_version")
    /// A key derivation that is unknown or costs more than the ceiling; refused before it is run.
    public static let storeKDF = Self("store_kdf")
    /// Others than its owner can read the file.
    public static let storePermissions = Self("store_permissions")
    /// The file belongs to another user.
    public static let storeOwner = Self("store_owner")
    /// Reading or writing failed.
    public static let storeIO = Self("store_io")
    public static let passphraseNeeded = Self("passphrase_needed")
    public static let passphraseWrong = Self("passphrase_wrong")
}
