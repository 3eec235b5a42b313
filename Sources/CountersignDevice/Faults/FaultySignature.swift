import Countersign
import CountersignPrimitives

/// A signature as a faulty phone makes it.
struct FaultySignature {
    let field: String
    let signature: Signature?

    private init(_ signature: Signature) {
        field = signature.field
        self.signature = signature
    }

    private init(text field: String) {
        self.field = field
        signature = nil
    }

    /// - Parameters:
    ///   - key: the key that an honest phone signs with.
    ///   - other: the key of the other purpose.
    ///   - earlier: the text before this one.
    /// - Throws: ``DeviceError`` `signing`; `no_key` for ``DeviceFault/wrongPurpose`` without `other`.
    static func make(
        _ text: Challenge, key: SigningKey, other: SigningKey?, earlier: Challenge?, fault: DeviceFault?
    ) throws(DeviceError) -> FaultySignature {
        do {
            return try signed(text, key, other, earlier ?? neverIssued, fault)
        } catch let error as DeviceError {
            throw error
        } catch {
            throw DeviceError(.signing, "signing failed: \(error)")
        }
    }

    /// A text like the bank's that the bank has never given out.
    private static let neverIssued = Challenge("00000000000000000000000000000000")

    private static func signed(
        _ text: Challenge, _ key: SigningKey, _ other: SigningKey?, _ earlier: Challenge, _ fault: DeviceFault?
    ) throws -> FaultySignature {
        switch fault {
        case nil, .replay, .clone: return FaultySignature(try key.signature(for: text))
        case .wrongKey: return FaultySignature(try SigningKey().signature(for: text))
        case .staleChallenge: return FaultySignature(try key.signature(for: earlier))
        case .wrongPurpose:
            guard let other else { throw DeviceError(.noKey, "the fault wrong-purpose needs a key of either purpose") }
            return FaultySignature(try other.signature(for: text))
        case .otherHash:
            return FaultySignature(try sign(Array(Hashing.sha384(text.utf8).prefix(32)), key))
        case .doubleHash:
            return FaultySignature(try sign(Hashing.sha256(Hashing.sha256(text.utf8)), key))
        case .highS:
            let signature = try key.signature(for: text)
            return FaultySignature(signature.isLowS ? signature.twin : signature)
        case .rawSignature:
            return FaultySignature(text: Hex.encode(try key.signature(for: text).rawRepresentation))
        case .badDER:
            return FaultySignature(text: Hex.encode(padded(try key.signature(for: text))))
        case .truncatedHex:
            return FaultySignature(text: String(try key.signature(for: text).field.dropLast(2)))
        }
    }

    private static func sign(_ digest: [UInt8], _ key: SigningKey) throws -> Signature {
        guard let digest = ChallengeDigest(bytes: digest) else {
            throw DeviceError(.signing, "expected a digest of 32 bytes, found \(digest.count)")
        }
        return try key.signature(for: digest)
    }

    /// BER that a lax parser takes: one more zero before r.
    private static func padded(_ signature: Signature) -> [UInt8] {
        let der = signature.derRepresentation
        return [der[0], der[1] + 1, der[2], der[3] + 1, 0] + der[4...]
    }
}
