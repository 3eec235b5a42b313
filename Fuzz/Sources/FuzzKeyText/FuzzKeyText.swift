import Countersign

/// Keys as a user pastes them (JWK, PEM, hex, DER): what is read is written in each format and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzKeyText(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    do throws(CountersignError) {
        let imported = try ImportedKey(anyRepresentation: bytes)
        let key = imported.verifyingKey
        for format in KeyFormat.allCases where !format.isPrivate {
            let again = try ImportedKey(anyRepresentation: key.representation(format))
            precondition(again.verifyingKey == key && again.signingKey == nil && again.format == format)
        }
        guard let signer = imported.signingKey else { return 0 }
        for format in KeyFormat.allCases where format.isPrivate && !format.isEncrypted {
            let written = try signer.representation(format)
            let again = try ImportedKey(anyRepresentation: written)
            precondition(again.verifyingKey == key && again.signingKey != nil && again.format == format)
        }
    } catch {
        precondition(!error.reason.isEmpty)
        precondition((error.offset ?? 0) <= size)
        precondition(error.code != .memory && error.code != .openssl && error.code != .argument)
    }
    return 0
}
