internal import CCountersignEncoding
internal import CCountersignNDJSON
internal import Countersign
internal import CountersignBatch

extension BatchJob {
    /// Puts a record into the batch.
    ///
    /// - Returns: why it is none.
    func append(_ record: countersign_record) -> Fault? {
        do throws(RecordFault) {
            let key = try RecordKey.read(record, room: room)
            let message = try message(record)
            let signature = try signature(record)
            // The lengths were made to fit; the memory is the job's own and stays until the next begins.
            batch.appendBorrowing(key: key, message: message, signature: signature)
            return nil
        } catch {
            return Fault(code: error.code, reason: error.reason, offset: nil)
        }
    }

    private func message(_ record: countersign_record) throws(RecordFault) -> Batch.RawMessage {
        let forms = [COUNTERSIGN_MEMBER_CHALLENGE, COUNTERSIGN_MEMBER_MESSAGE, COUNTERSIGN_MEMBER_DIGEST]
        let mask = forms.reduce(UInt32(0)) { $0 | 1 << $1.rawValue }
        guard (record.present & mask).nonzeroBitCount == 1 else {
            throw RecordFault("expected one of challenge, message and digest")
        }
        if let challenge = record.bytes(COUNTERSIGN_MEMBER_CHALLENGE) { return .challenge(challenge) }
        if let digest = record.bytes(COUNTERSIGN_MEMBER_DIGEST) {
            return .digest(try hex(digest, "digest", count: 32))
        }
        let message = record.bytes(COUNTERSIGN_MEMBER_MESSAGE) ?? UnsafeRawBufferPointer(start: nil, count: 0)
        guard message.count.isMultiple(of: 2) else {
            throw RecordFault("message: expected an even number of hex digits, found \(message.count) bytes of text")
        }
        // No bytes are a message too, and no hex.
        return .challenge(message.isEmpty ? message : try hex(message, "message", count: message.count / 2))
    }

    private func signature(_ record: countersign_record) throws(RecordFault) -> Batch.RawSignature {
        let r = record.bytes(COUNTERSIGN_MEMBER_R)
        let s = record.bytes(COUNTERSIGN_MEMBER_S)
        if let field = record.bytes(COUNTERSIGN_MEMBER_SIGNATURE) {
            guard r == nil, s == nil else { throw RecordFault("expected signature, or r and s, found both") }
            return .field(field)
        }
        guard let r, let s else { throw RecordFault("expected signature, or r and s") }
        let integers = room(64)
        try decode(r, "r", into: UnsafeMutableRawBufferPointer(rebasing: integers[..<32]))
        try decode(s, "s", into: UnsafeMutableRawBufferPointer(rebasing: integers[32...]))
        return .integers(UnsafeRawBufferPointer(integers))
    }

    private func hex(
        _ text: UnsafeRawBufferPointer, _ member: String, count: Int
    ) throws(RecordFault) -> UnsafeRawBufferPointer {
        let place = room(count)
        try decode(text, member, into: place)
        return UnsafeRawBufferPointer(place)
    }

    private func decode(
        _ text: UnsafeRawBufferPointer, _ member: String, into place: UnsafeMutableRawBufferPointer
    ) throws(RecordFault) {
        guard text.count == 2 * place.count else {
            throw RecordFault("\(member): expected \(2 * place.count) hex digits, found \(text.count) bytes of text")
        }
        let finding = countersign_hex_decode(
            text.assumingMemoryBound(to: CChar.self).baseAddress, text.count,
            place.assumingMemoryBound(to: UInt8.self).baseAddress, place.count)
        guard finding.defect == COUNTERSIGN_DEFECT_NONE else {
            throw RecordFault(
                "\(member): \(String(cString: countersign_defect_reason(finding.defect))) at character \(finding.offset)"
            )
        }
    }
}

/// Why a record cannot be verified.
struct RecordFault: Error {
    let code: Int
    let reason: String

    init(_ reason: String, code: Int = BatchCode.malformedLine) {
        self.code = code
        self.reason = reason
    }
}

/// The key of a record: `key` or `key_id`.
enum RecordKey {
    private static let hexPointLength = 130

    static func read(
        _ record: countersign_record, room: (Int) -> UnsafeMutableRawBufferPointer
    ) throws(RecordFault) -> Batch.RawKey {
        let key = record.bytes(COUNTERSIGN_MEMBER_KEY)
        if let id = record.bytes(COUNTERSIGN_MEMBER_KEY_ID) {
            guard key == nil else { throw RecordFault("expected key or key_id, found both") }
            return .id(id)
        }
        guard let key else { throw RecordFault("expected key or key_id") }
        return .point(try point(key, room: room))
    }

    /// x ‖ y of a key in any public format; the hex of an uncompressed point takes the short way, and whether it lies
    /// on the curve is then for the verifier to see.
    static func point(
        _ text: UnsafeRawBufferPointer, room: (Int) -> UnsafeMutableRawBufferPointer
    ) throws(RecordFault) -> UnsafeRawBufferPointer {
        if text.count == hexPointLength, text[0] == UInt8(ascii: "0"), text[1] == UInt8(ascii: "4") {
            let place = room(64)
            let finding = countersign_hex_decode(
                text.assumingMemoryBound(to: CChar.self).baseAddress.map { $0 + 2 }, text.count - 2,
                place.assumingMemoryBound(to: UInt8.self).baseAddress, place.count)
            if finding.defect == COUNTERSIGN_DEFECT_NONE { return UnsafeRawBufferPointer(place) }
        }
        do throws(CountersignError) {
            let key = try VerifyingKey(anyRepresentation: text)
            let place = room(64)
            place.copyBytes(from: key.x963Representation.dropFirst())
            return UnsafeRawBufferPointer(place)
        } catch {
            throw RecordFault("key: \(error.reason)", code: BatchCode.index(.keyMalformed))
        }
    }
}
