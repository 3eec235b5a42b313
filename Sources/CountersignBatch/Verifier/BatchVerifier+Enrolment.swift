import CCountersignP256
public import Countersign
import Synchronization

extension BatchVerifier {
    /// Enrols a key under an id, which items then name instead of the key.
    ///
    /// - Returns: a handle, shorter to look up than the id. The same again for a key that is enrolled under this id.
    /// - Throws: ``BatchError/Code/keyIDTaken`` when another key is enrolled under the id.
    @discardableResult
    public func enrol(_ key: VerifyingKey, id: String) throws -> KeyHandle {
        let handle = try insert(Array(id.utf8), Array(key.x963Representation.dropFirst()))
        if engine.keys.withLock({ $0.policy }) == .onEnrolment { try buildTables(for: [handle]) }
        return handle
    }

    /// Enrols many keys: tables that are built on enrolment are cheaper by the dozen.
    ///
    /// - Throws: ``BatchError/Code/keyIDTaken``; the keys before that one are enrolled.
    @discardableResult
    public func enrol(_ keys: some Sequence<(id: String, key: VerifyingKey)>) throws -> [KeyHandle] {
        var handles: [KeyHandle] = []
        for (id, key) in keys {
            handles.append(try insert(Array(id.utf8), Array(key.x963Representation.dropFirst())))
        }
        if engine.keys.withLock({ $0.policy }) == .onEnrolment { try buildTables(for: handles) }
        return handles
    }

    /// Enrols points that nobody has checked, x ‖ y in 64 bytes each, under ids of any bytes.
    ///
    /// - Returns: per key a handle, or why it cannot be enrolled: ``BatchError/Code/keyMalformed`` for what is not a
    ///   point of P-256, ``BatchError/Code/keyIDTaken``.
    /// - Throws: where the machine fails.
    package func enrol(unchecked keys: [(id: [UInt8], point: [UInt8])]) throws -> [Result<KeyHandle, BatchError>] {
        let areOnCurve = try checkPoints(keys.map(\.point))
        var results: [Result<KeyHandle, BatchError>] = []
        for (key, isOnCurve) in zip(keys, areOnCurve) {
            results.append(
                Result { () throws(BatchError) in
                    guard isOnCurve else {
                        throw BatchError(.keyMalformed, "expected a point of P-256, found one that is not on the curve")
                    }
                    return try insert(key.id, key.point)
                })
        }
        if engine.keys.withLock({ $0.policy }) == .onEnrolment {
            try buildTables(for: results.compactMap { try? $0.get() })
        }
        return results
    }

    /// The handle of the key that is enrolled under an id.
    public func handle(id: String) -> KeyHandle? {
        var id = id
        return id.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return engine.keys.withLock { unsafe $0.directory.find(id: bytes, hash: $0.hash.bytes(bytes)) }
        }
    }

    /// Ends a key's enrolment: items that name it have the verdict ``BatchVerdict/Code-swift.enum/keyUnknown`` from
    /// now on.
    ///
    /// - Returns: false when no key is enrolled under the id.
    @discardableResult
    public func remove(id: String) -> Bool {
        var id = id
        return id.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            return engine.keys.withLock { keys in
                let hash = unsafe keys.hash.bytes(bytes)
                guard let handle = unsafe keys.directory.find(id: bytes, hash: hash),
                    let number = keys.directory.number(handle)
                else { return false }
                keys.directory.remove(number, idHash: hash)
                return true
            }
        }
    }

    private func insert(_ id: [UInt8], _ point: [UInt8]) throws(BatchError) -> KeyHandle {
        let handle: KeyHandle? = engine.keys.withLock { keys in
            let idHash = unsafe id.withUnsafeBytes { unsafe keys.hash.bytes($0) }
            let pointHash = unsafe point.withUnsafeBytes { unsafe keys.hash.point($0.baseAddress.unsafelyUnwrapped) }
            guard let known = unsafe id.withUnsafeBytes({ unsafe keys.directory.find(id: $0, hash: idHash) }) else {
                return keys.directory.insert(id: id, idHash: idHash, point: point, pointHash: pointHash)
            }
            let isSame = unsafe point.withUnsafeBytes { bytes in
                unsafe keys.directory.withPoint(Int(known.index)) {
                    unsafe PointBytes.areEqual($0, bytes.baseAddress.unsafelyUnwrapped)
                }
            }
            return isSame ? known : nil
        }
        guard let handle else {
            throw BatchError(
                .keyIDTaken, "expected a new id, found \(String(decoding: id, as: UTF8.self)), which names another key")
        }
        return handle
    }
}
