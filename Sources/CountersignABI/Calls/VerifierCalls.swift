public import CCountersign
import Countersign
import CountersignBatch

@c @implementation
public func countersign_verifier_new(
    _ kernel: UnsafePointer<CChar>?, _ table_bytes: UInt64, _ tables: countersign_tables,
    _ verifier: UnsafeMutablePointer<countersign_handle>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try Pointer.required(verifier, "the verifier")
        unsafe place.pointee = 0
        var configuration = BatchVerifier.Configuration()
        if table_bytes != 0 {
            // The address space of the machines that this runs on.
            guard table_bytes < 1 << 47 else {
                throw .argument("expected less than 2^47 bytes for tables, found \(table_bytes)")
            }
            configuration.tableBudget = Int(table_bytes)
        }
        switch tables {
        case COUNTERSIGN_TABLES_ON_SECOND_USE: configuration.tablePolicy = .onSecondUse
        case COUNTERSIGN_TABLES_ON_ENROLMENT: configuration.tablePolicy = .onEnrolment
        case COUNTERSIGN_TABLES_NEVER: configuration.tablePolicy = .never
        default: throw .argument("expected when tables are built, found the number \(tables.rawValue)")
        }
        let name = unsafe kernel.map { unsafe String(cString: $0) }
        let made = try Core.callBatch {
            if let name { configuration.kernel = try Kernel.named(name) }
            return try BatchVerifier(configuration)
        }
        unsafe place.pointee = try OpenVerifier.all.insert(OpenVerifier(made))
    }
}

@c @implementation
public func countersign_verifier_kernel(
    _ verifier: countersign_handle,
    _ name: UnsafeMutablePointer<CChar>?, _ capacity: Int, _ length: UnsafeMutablePointer<Int>?,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let buffer = unsafe try OutputBuffer(UnsafeMutableRawPointer(name), capacity, length)
        unsafe try buffer.filled { () throws(Failure) in
            unsafe try buffer.write(text: OpenVerifier.all.find(verifier).verifier.kernel.name)
        }
    }
}

@c @implementation
public func countersign_verifier_enrol(
    _ verifier: countersign_handle, _ key: countersign_handle, _ id: UnsafeRawPointer?, _ id_length: Int,
    _ enrolled: UnsafeMutablePointer<UInt64>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try number(enrolled)
        let open = try OpenVerifier.all.find(verifier)
        let key = try OpenKey.all.find(key).verifying
        let id = unsafe try idText(id, id_length)
        let handle = try Core.callBatch { try open.verifier.enrol(key, id: id) }
        unsafe place?.pointee = open.number(of: handle)
    }
}

@c @implementation
public func countersign_verifier_find(
    _ verifier: countersign_handle, _ id: UnsafeRawPointer?, _ id_length: Int,
    _ enrolled: UnsafeMutablePointer<UInt64>?, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let place = unsafe try number(enrolled)
        let open = try OpenVerifier.all.find(verifier)
        guard let handle = unsafe try open.verifier.handle(id: idText(id, id_length)) else { throw unknownID }
        unsafe place?.pointee = open.number(of: handle)
    }
}

@c @implementation
public func countersign_verifier_remove(
    _ verifier: countersign_handle, _ id: UnsafeRawPointer?, _ id_length: Int,
    _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in
        let open = try OpenVerifier.all.find(verifier)
        guard unsafe try open.verifier.remove(id: idText(id, id_length)) else { throw unknownID }
    }
}

@c @implementation
public func countersign_verifier_close(
    _ verifier: countersign_handle, _ failure: UnsafeMutablePointer<countersign_failure>?
) -> countersign_status {
    unsafe answering(failure) { () throws(Failure) in try OpenVerifier.all.remove(verifier) }
}

private let unknownID = Failure(
    COUNTERSIGN_ERROR_KEY_UNKNOWN, "expected the id of an enrolled key, found one that names none")

/// Where the number of an enrolled key goes, set to none.
private func number(_ place: UnsafeMutablePointer<UInt64>?) throws(Failure) -> UnsafeMutablePointer<UInt64>? {
    let place = unsafe try Pointer.optional(place, "the key's number")
    unsafe place?.pointee = 0
    return unsafe place
}

/// An id is text, and two ids are the same when their bytes are.
private func idText(_ start: UnsafeRawPointer?, _ length: Int) throws(Failure) -> String {
    unsafe try TextBytes.challenge(Pointer.input(start, length, "the id")).text
}
