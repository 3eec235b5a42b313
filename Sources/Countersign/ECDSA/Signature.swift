import CCountersignEncoding

/// An ECDSA signature over P-256: two integers r and s, each in 1 … n-1.
///
/// A value of this type is well formed; whether it is right is for a ``VerifyingKey`` to say. High s is as good as
/// low s: the bank's own published sample has a high one. Never use a signature as an identifier, since its
/// ``twin`` is another text that verifies just as well.
public struct Signature: Sendable, Hashable {
    /// r ‖ s, 32 bytes each, big endian (IEEE P1363; `rawRepresentation` in CryptoKit, WebCrypto's and JOSE's form).
    public let rawRepresentation: [UInt8]

    /// r: 32 bytes, big endian.
    public var r: [UInt8] { Array(rawRepresentation.prefix(32)) }
    /// s: 32 bytes, big endian.
    public var s: [UInt8] { Array(rawRepresentation.suffix(32)) }

    /// A signature of r ‖ s.
    ///
    /// - Throws: `signatureLength` unless there are 64 bytes; `rZero`, `rNotBelowOrder`, `sZero`, `sNotBelowOrder`
    ///   with the offset of the integer.
    public init(rawRepresentation bytes: some Sequence<UInt8>) throws(CountersignError) {
        let bytes = Array(bytes)
        guard bytes.count == 64 else {
            throw CountersignError(
                .signatureLength, reason: "expected r and s in 64 bytes, found \(bytes.count) bytes")
        }
        // The codec's own range check, so that no second opinion on r and s exists.
        var finding = countersign_finding()
        var der = [UInt8](repeating: 0, count: Int(COUNTERSIGN_DER_MAX_BYTES))
        let length = unsafe withUnsafePointer(to: countersign_rs(raw: bytes)) {
            unsafe countersign_der_encode($0, &der, &finding)
        }
        if length == 0, let error = CountersignError(finding) {
            let isR = error.code == .rZero || error.code == .rNotBelowOrder
            let clause = unsafe String(cString: countersign_defect_reason(finding.defect))
            let offset = isR ? 0 : 32
            throw CountersignError(error.code, reason: "\(clause) at byte \(offset)", offset: offset)
        }
        rawRepresentation = bytes
    }

    /// A signature of two big-endian integers of 32 bytes each.
    ///
    /// - Throws: as ``init(rawRepresentation:)``.
    public init(r: some Collection<UInt8>, s: some Collection<UInt8>) throws(CountersignError) {
        guard r.count == 32, s.count == 32 else {
            throw CountersignError(
                .signatureLength,
                reason: "expected r and s of 32 bytes each, found \(r.count) and \(s.count) bytes")
        }
        try self.init(rawRepresentation: Array(r) + Array(s))
    }

    /// A signature that C has made or checked.
    init(_ rs: countersign_rs) {
        rawRepresentation = unsafe withUnsafeBytes(of: rs) { unsafe Array($0) }
    }

    /// The same in C's form.
    var rs: countersign_rs { countersign_rs(raw: rawRepresentation) }

    /// Whether s is at most n/2. Nothing in this project or at the bank requires it.
    public var isLowS: Bool { !Scalar.half.lexicographicallyPrecedes(s) }

    /// The other signature that verifies whenever this one does: the same r and n - s.
    public var twin: Signature {
        Signature(trusted: r + Scalar.orderMinus(s))
    }

    private init(trusted raw: [UInt8]) { rawRepresentation = raw }
}

extension countersign_rs {
    /// r ‖ s of exactly 64 bytes.
    init(raw: [UInt8]) {
        self.init()
        unsafe withUnsafeMutableBytes(of: &self) { unsafe $0.copyBytes(from: raw.prefix($0.count)) }
    }
}

extension Signature: CustomStringConvertible {
    /// ``field``.
    public var description: String { field }
}
