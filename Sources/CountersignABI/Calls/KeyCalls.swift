public import CCountersign
import Countersign

@c @implementation
public func countersign_key_new(
    _ key: UnsafeMutablePointer<countersign_handle>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try Pointer.required(key, "the key")
        unsafe place.pointee = 0
        let made = try Core.call { () throws(CountersignError) in try SigningKey() }
        unsafe place.pointee = try OpenKey.all.insert(OpenKey(made))
    }
}

@c @implementation
public func countersign_key_import(
    _ bytes: UnsafeRawPointer?, _ bytes_length: Int, _ passphrase: UnsafeRawPointer?, _ passphrase_length: Int,
    _ key: UnsafeMutablePointer<countersign_handle>?, _ format: UnsafeMutablePointer<countersign_format>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try Pointer.required(key, "the key")
        unsafe place.pointee = 0
        let found = unsafe try Pointer.optional(format, "the format")
        var text = unsafe try Array(Pointer.input(bytes, bytes_length, "the key"))
        defer { text.cleanse() }
        var secret = unsafe try passphraseBytes(passphrase, passphrase_length)
        defer { secret?.cleanse() }
        let imported = try Core.call { () throws(CountersignError) in
            try ImportedKey(anyRepresentation: text, passphrase: secret)
        }
        unsafe place.pointee = try OpenKey.all.insert(OpenKey(imported))
        unsafe found?.pointee = imported.format.number
    }
}

@c @implementation
public func countersign_key_export(
    _ key: countersign_handle, _ format: countersign_format, _ passphrase: UnsafeRawPointer?, _ passphrase_length: Int,
    _ out: UnsafeMutableRawPointer?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(out, capacity, length)
        unsafe try buffer.filled { () throws(Failure) in
            let open = try OpenKey.all.find(key)
            guard let format = KeyFormat(number: format) else {
                throw .argument("expected a key format, found the number \(format.rawValue)")
            }
            var secret = unsafe try passphraseBytes(passphrase, passphrase_length)
            defer { secret?.cleanse() }
            var bytes = try Core.call { () throws(CountersignError) in
                try open.representation(format, passphrase: secret)
            }
            defer { bytes.cleanse() }
            unsafe try buffer.write(bytes, isText: format.isText)
        }
    }
}

@c @implementation
public func countersign_key_describe(
    _ key: countersign_handle, _ description: UnsafeMutablePointer<countersign_key_description>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try Pointer.required(description, "the description")
        unsafe place.pointee = countersign_key_description()
        let open = try OpenKey.all.find(key)
        unsafe place.pointee.is_private = open.signing == nil ? 0 : 1
        // The last byte of either stays the NUL that it is.
        unsafe withUnsafeMutableBytes(of: &place.pointee.identifier) {
            unsafe $0.copyBytes(from: open.verifying.identifier.hex.utf8.prefix($0.count - 1))
        }
        unsafe withUnsafeMutableBytes(of: &place.pointee.point) {
            unsafe $0.copyBytes(from: open.verifying.hexPoint.utf8.prefix($0.count - 1))
        }
    }
}

@c @implementation
public func countersign_key_close(
    _ key: countersign_handle, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in try OpenKey.all.remove(key) }
}

/// A copy of a passphrase, to be cleansed; nil where none was given. An empty one is a passphrase too.
private func passphraseBytes(_ start: UnsafeRawPointer?, _ length: Int) throws(Failure) -> [UInt8]? {
    let bytes = unsafe try Pointer.input(start, length, "the passphrase")
    return unsafe start == nil ? nil : Array(bytes)
}
