import CCountersignP256

// The one file that turns what the kernels report into what Swift throws.
extension BatchError {
    /// Throws what `status` says, unless it is OK. `subject` names what the call was about.
    static func check(_ status: countersign_p256_status, _ subject: String) throws(BatchError) {
        guard status != COUNTERSIGN_P256_OK else { return }
        let code: Code =
            switch status {
            case COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN: .kernelUnknown
            case COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE: .kernelUnavailable
            case COUNTERSIGN_P256_ERROR_SELF_TEST: .kernelSelfTest
            case COUNTERSIGN_P256_ERROR_MEMORY: .memory
            default: .internalFault
            }
        throw BatchError(code, unsafe "\(subject): \(String(cString: countersign_p256_status_text(status)))")
    }
}
