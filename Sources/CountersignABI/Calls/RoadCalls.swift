public import CCountersign
import Countersign

@c @implementation
public func countersign_sign(
    _ key: countersign_handle, _ text: UnsafeRawPointer?, _ text_length: Int,
    _ field: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(UnsafeMutableRawPointer(field), capacity, length)
        unsafe try buffer.filled { () throws(Failure) in
            let key = try OpenKey.all.find(key).signingKey()
            let challenge = unsafe try TextBytes.challenge(Pointer.input(text, text_length, "the text"))
            unsafe try buffer.require(room: COUNTERSIGN_FIELD_CAPACITY)
            unsafe try buffer.write(text: Core.call { () throws(CountersignError) in try key.field(for: challenge) })
        }
    }
}

@c @implementation
public func countersign_verify(
    _ key: countersign_handle, _ text: UnsafeRawPointer?, _ text_length: Int,
    _ field: UnsafeRawPointer?, _ field_length: Int, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let key = try OpenKey.all.find(key).verifying
        let text = unsafe try Pointer.input(text, text_length, "the text")
        let field = unsafe try Pointer.input(field, field_length, "the field")
        unsafe try TextBytes.check(text)
        let isValid = try Core.call { () throws(CountersignError) in
            unsafe try key.isValidSignature(field: field, forUTF8: text)
        }
        guard isValid else {
            throw Failure(COUNTERSIGN_MISMATCH, "\(Verdict.mismatch)")
        }
    }
}

@c @implementation
public func countersign_convert(
    _ from: countersign_encoding, _ bytes: UnsafeRawPointer?, _ bytes_length: Int,
    _ to: countersign_encoding, _ out: UnsafeMutableRawPointer?, _ capacity: Int,
    _ length: UnsafeMutablePointer<Int>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(out, capacity, length)
        unsafe try buffer.filled { () throws(Failure) in
            let bytes = unsafe try Pointer.input(bytes, bytes_length, "the signature")
            let signature = unsafe try WrittenSignature.read(bytes, from)
            let written = try WrittenSignature(signature, to)
            unsafe try buffer.write(written.bytes, isText: written.isText)
        }
    }
}
