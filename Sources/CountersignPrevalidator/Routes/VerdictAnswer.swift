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
        append(verdict, id: nil, requestID: requestID, to: &bytes)
        return .json(bytes: bytes)
    }

    /// One line of a batch's answer, without its newline.
    func append(_ verdict: Verdict, id: JSONValue?, requestID: String?, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        if let id {
            bytes += #""id":"#.utf8
            bytes += WireJSON.encode(id)
            bytes.append(UInt8(ascii: ","))
        }
        bytes += (verdict.isValid ? #""valid":true,"code":""# : #""valid":false,"code":""#).utf8
        bytes += (detail == .public ? verdict.code.publicName : verdict.code.rawValue).utf8
        bytes.append(UInt8(ascii: "\""))
        if detail == .diagnostic {
            if !verdict.isValid {
                bytes += #","reason":""#.utf8
                bytes += verdict.code.reason.utf8
                bytes.append(UInt8(ascii: "\""))
            }
            if let key = verdict.keyID {
                bytes += #","key_id":"#.utf8
                bytes += WireJSON.encode(.string(key.text))
            }
            if let left = verdict.attemptsLeft {
                bytes += #","attempts_left":"#.utf8
                bytes += String(left).utf8
            }
        }
        if let requestID {
            bytes += #","request_id":""#.utf8
            bytes += requestID.utf8
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: "}"))
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
