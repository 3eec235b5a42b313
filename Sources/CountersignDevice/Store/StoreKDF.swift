import CountersignPrimitives

/// How a passphrase becomes the file's key. It runs once for a file, however many phones are in it.
struct StoreKDF: Sendable, Hashable {
    /// 0: no passphrase, 1: scrypt.
    let algorithm: UInt8
    /// log₂ of scrypt's N.
    let logCost: UInt8
    let blockSize: UInt8
    let parallelism: UInt8

    static let length = 4

    /// No passphrase: the key comes from the salt, which is in the file. It finds damage and keeps no secret.
    static let none = StoreKDF(algorithm: 0, logCost: 0, blockSize: 0, parallelism: 0)
    /// 32 MiB and about a third of a second: as hard as the interactive profile that OWASP recommends.
    static let scrypt = StoreKDF(algorithm: 1, logCost: 15, blockSize: 8, parallelism: 3)

    init(algorithm: UInt8, logCost: UInt8, blockSize: UInt8, parallelism: UInt8) {
        self.algorithm = algorithm
        self.logCost = logCost
        self.blockSize = blockSize
        self.parallelism = parallelism
    }

    /// - Throws: ``DeviceError`` `store_kdf` for an unknown one, and for a cost of nothing or of more than 64 MiB,
    ///   before anything is run.
    init(_ bytes: [UInt8]) throws(DeviceError) {
        self.init(algorithm: bytes[0], logCost: bytes[1], blockSize: bytes[2], parallelism: bytes[3])
        if self == .none { return }
        guard algorithm == 1 else {
            throw DeviceError(.storeKDF, "expected the key derivation 0 or 1, found \(algorithm)")
        }
        guard (10...16).contains(logCost), (1...8).contains(blockSize), (1...16).contains(parallelism) else {
            throw DeviceError(
                .storeKDF,
                "expected scrypt with N of 2^10 to 2^16, r up to 8, p up to 16, "
                    + "found N = 2^\(logCost), r = \(blockSize), p = \(parallelism)")
        }
    }

    var bytes: [UInt8] { [algorithm, logCost, blockSize, parallelism] }

    /// - Throws: ``DeviceError`` `passphrase_needed`, `passphrase_wrong` for one that the file does not have.
    func key(_ passphrase: SecretBytes?, salt: [UInt8]) throws(DeviceError) -> SecretBytes {
        do {
            guard algorithm != 0 else {
                return try KeyDerivation.hkdf(
                    secret: SecretBytes(salt), salt: [], info: Array("countersign phones".utf8), count: 32)
            }
            guard let passphrase else {
                throw DeviceError(.passphraseNeeded, "the file is encrypted, and no passphrase was given")
            }
            return try KeyDerivation.scrypt(
                passphrase: passphrase, salt: salt, cost: 1 << UInt64(logCost), blockSize: UInt32(blockSize),
                parallelism: UInt32(parallelism), count: 32)
        } catch let error as DeviceError {
            throw error
        } catch {
            throw DeviceError(.storeKDF, "the key derivation failed: \(error)")
        }
    }
}
