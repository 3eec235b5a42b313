import CountersignAPI
import Hummingbird

/// The body of a guarded call, so that every bank reads in it what was judged.
///
/// Servers do not agree on names: some overlook their case, fold Unicode to ASCII or take `deviceId` for `device_id`.
/// Where every name is one as the documents spell them, all read the same.
enum GuardedBody {
    /// - Throws: `CountersignAPIError` for what is no strict JSON, and for a member whose name is not of lower-case
    ///   letters, digits and `_`.
    static func value(of bytes: [UInt8]) throws(CountersignAPIError) -> JSONValue {
        let value = try WireJSON.parse(bytes)
        guard hasPlainNames(value) else {
            throw CountersignAPIError(
                .invalidValue, reason: "expected names of members of lower-case letters, digits and _ only")
        }
        return value
    }

    private static func hasPlainNames(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.allSatisfy(hasPlainNames)
        case .object(let object):
            object.members.allSatisfy { member in
                member.name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                } && hasPlainNames(member.value)
            }
        default: true
        }
    }

    /// For whom the call is not passed on, but only told that it may go: a bank that reads a form, or another
    /// character set, would find something else in the same bytes.
    ///
    /// - Throws: `CountersignAPIError` where headers do not say that the body is JSON in UTF-8 and nothing else.
    static func requireJSON(_ headers: HTTPFields) throws(CountersignAPIError) {
        guard MediaType(headers)?.isPlainJSON == true, headers.count(where: Bank.isOfContent) == 1 else {
            throw CountersignAPIError(
                .invalidValue, reason: "expected content-type application/json once, and no content-encoding")
        }
    }
}
