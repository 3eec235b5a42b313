internal import CountersignDevice
internal import CountersignHarness

extension CLIError {
    /// An error of a phone or of the file that keeps it.
    init(_ error: DeviceError) {
        let hint: String? =
            switch error.code {
            case .storeMissing: "'countersign device new' makes one"
            case .storePermissions: "chmod 600, or --insecure-permissions"
            case .storeOwner: "run as its owner, chown it to this user, or say --insecure-permissions"
            default: nil
            }
        self.init(Code(error.code.description, Self.status(of: error.code)), error.reason, hint: hint)
    }

    private static func status(of code: DeviceError.Code) -> ExitStatus {
        switch code {
        case .denied, .biometrics: .negative
        case .unanswered, .storeLocked: .temporary
        case .policy: .usage
        case .name, .storeCorrupt, .storeVersion, .storeKDF, .wiped, .noKey, .keyExists, .notBound: .malformed
        case .unknownDevice, .storeMissing: .missingInput
        case .deviceExists, .storeExists: .wouldOverwrite
        case .storeIO: .io
        case .storeOwner, .storePermissions, .passphraseWrong: .denied
        case .passphraseNeeded: .usage
        default: .internalFault
        }
    }

    /// An error of a test kit.
    init(_ error: HarnessError) {
        let status: ExitStatus =
            switch error.code {
            case .plan: .usage
            case .bank: .refused
            default: .internalFault
            }
        self.init(Code(error.code.description, status), error.reason)
    }
}
