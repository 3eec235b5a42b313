import CCountersign
import Countersign
import CountersignBatch

/// Why a call of the C interface did not go well.
struct Failure: Error {
    let status: countersign_status
    /// The stable lower-case name, finer than the status where the core has a finer one.
    let code: String
    let reason: String
    let offset: Int?

    init(_ status: countersign_status, code: String, _ reason: String, offset: Int? = nil) {
        self.status = status
        self.code = code
        self.reason = reason
        self.offset = offset
    }

    /// A failure whose code is the name of its status.
    init(_ status: countersign_status, _ reason: String, offset: Int? = nil) {
        let code = unsafe countersign_status_name(status).map { unsafe String(cString: $0) } ?? "unknown"
        self.init(status, code: code, reason, offset: offset)
    }

    init(_ error: CountersignError) {
        self.init(
            Self.statuses[error.code] ?? COUNTERSIGN_ERROR_SIGNATURE, code: error.code.description, error.reason,
            offset: error.offset)
    }

    init(_ error: BatchError) {
        self.init(Self.batchStatuses[error.code] ?? COUNTERSIGN_ERROR_INTERNAL, code: "\(error.code)", error.reason)
    }

    /// Whatever else came: nothing that a caller has done.
    init(other error: any Error) {
        switch error {
        case let error as BatchError: self.init(error)
        case let error as CountersignError: self.init(error)
        default: self.init(COUNTERSIGN_ERROR_INTERNAL, "expected no failure, found \(type(of: error))")
        }
    }

    /// All codes but those of hex, Base64 and DER, which are what is wrong with a signature.
    private static let statuses: [CountersignError.Code: countersign_status] = [
        .textNotUTF8: COUNTERSIGN_ERROR_TEXT,
        .keyFormat: COUNTERSIGN_ERROR_KEY_FORMAT, .json: COUNTERSIGN_ERROR_KEY_FORMAT,
        .jwkMember: COUNTERSIGN_ERROR_KEY_FORMAT, .keyIdentifier: COUNTERSIGN_ERROR_KEY_FORMAT,
        .keyPrivate: COUNTERSIGN_ERROR_KEY_FORMAT,
        .keyCurve: COUNTERSIGN_ERROR_KEY_CURVE, .keyPoint: COUNTERSIGN_ERROR_KEY_POINT,
        .keyScalar: COUNTERSIGN_ERROR_KEY_SCALAR, .keyPair: COUNTERSIGN_ERROR_KEY_PAIR,
        .keyPublic: COUNTERSIGN_ERROR_KEY_PUBLIC, .keyTrailing: COUNTERSIGN_ERROR_KEY_TRAILING,
        .passphraseNeeded: COUNTERSIGN_ERROR_PASSPHRASE_NEEDED, .passphraseWrong: COUNTERSIGN_ERROR_PASSPHRASE_WRONG,
        .kdf: COUNTERSIGN_ERROR_KDF, .cipher: COUNTERSIGN_ERROR_CIPHER,
        .authentication: COUNTERSIGN_ERROR_AUTHENTICATION,
        .argument: COUNTERSIGN_ERROR_ARGUMENT, .buffer: COUNTERSIGN_ERROR_INTERNAL,
        .random: COUNTERSIGN_ERROR_RANDOM, .memory: COUNTERSIGN_ERROR_MEMORY, .openssl: COUNTERSIGN_ERROR_OPENSSL,
    ]

    private static let batchStatuses: [BatchError.Code: countersign_status] = [
        .kernelUnknown: COUNTERSIGN_ERROR_KERNEL, .kernelUnavailable: COUNTERSIGN_ERROR_KERNEL,
        .kernelSelfTest: COUNTERSIGN_ERROR_KERNEL, .keyMalformed: COUNTERSIGN_ERROR_KEY_POINT,
        .keyIDTaken: COUNTERSIGN_ERROR_KEY_ID, .memory: COUNTERSIGN_ERROR_MEMORY,
    ]
}

extension Failure {
    /// A call that cannot be meant.
    static func argument(_ reason: String, offset: Int? = nil) -> Failure {
        Failure(COUNTERSIGN_ERROR_ARGUMENT, reason, offset: offset)
    }
}
