import CountersignAPI
import Hummingbird

/// A verdict on the wire.
struct VerdictAnswer {
    let detail: PrevalidatorSettings.Detail

    /// - Throws: ``Problem`` 503 or 500 where nothing was decided.
    func response(_ verdict: Verdict, requestID: String) throws -> Response {
        if verdict.code.isUndecided { throw Problem(undecided: verdict.code) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(192)
        bytes.append(UInt8(ascii: "{"))
        append(verdict, to: &bytes)
        bytes += #","request_id":""#.utf8
        bytes += requestID.utf8
        bytes += "\"}".utf8
        return .json(bytes: bytes)
    }

    /// The members of an answer, without its braces.
    func append(_ verdict: Verdict, to bytes: inout [UInt8]) {
        if verdict.isValid {
            bytes += #""valid":true,"code":"ok""#.utf8
        } else {
            bytes += #""valid":false,"code":""#.utf8
            bytes += (detail == .public ? verdict.code.publicName : verdict.code.rawValue).utf8
            bytes.append(UInt8(ascii: "\""))
        }
        guard detail == .diagnostic else { return }
        if !verdict.isValid {
            bytes += #","reason":""#.utf8
            bytes += verdict.code.reason.utf8
            bytes.append(UInt8(ascii: "\""))
        }
        if let key = verdict.keyID {
            bytes += #","key_id":"#.utf8
            Self.append(quoted: key.text, to: &bytes)
        }
        if let left = verdict.attemptsLeft {
            bytes += #","attempts_left":"#.utf8
            bytes += String(left).utf8
        }
    }

    private static func append(quoted text: String, to bytes: inout [UInt8]) {
        let isWritten = text.utf8.withContiguousStorageIfAvailable { utf8 in
            guard PlainText.end(in: utf8, from: 0) == utf8.count else { return false }
            bytes.append(UInt8(ascii: "\""))
            bytes.append(contentsOf: utf8)
            bytes.append(UInt8(ascii: "\""))
            return true
        }
        if isWritten != true { bytes += WireJSON.encode(.string(text)) }
    }
}

extension Question {
    /// The members of one check.
    init(_ members: Members) throws {
        self.init(
            challengeID: Identifier(try members.required("challenge_id")), keyID: try members.id("key_id"),
            deviceID: try members.id("device_id"), signature: try members.required("signature"))
    }
}
