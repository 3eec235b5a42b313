import CountersignAPI
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Numbers for `RequestID`, from 1 on for each run of the sandbox.
final class RequestNumbers: Sendable {
    private let last = Mutex(0)

    func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}

/// What a route of the Security API is given.
struct SecurityV2Call<Body: SecurityV2Request>: Sendable {
    let body: Body
    let namespace: Namespace
    let session: SecuritySession
}

/// Attends to one call: reads what concerns its envelope as far as that can be read, and writes every answer in it.
struct SecurityV2Desk: Sendable {
    let endpoint: Endpoint
    let request: Request
    let bytes: [UInt8]
    let numbers: RequestNumbers
    let logger: Logger

    /// The body as far as it is JSON.
    private var members: JSONObject? { (try? WireJSON.parse(bytes))?.objectValue }

    /// Reads the body and what every request may carry.
    ///
    /// - Throws: ``SecurityV2Fault`` 101.
    func decode<Body: SecurityV2Request>(_ type: Body.Type) throws -> Body {
        do {
            let body = try WireJSON.decode(type, from: try JSONBody.storable(bytes))
            try MemberPolicy.requireCommon(body)
            return body
        } catch let error as CountersignAPIError {
            if error.code == .invalidJSON, let name = BlankMember.name(in: bytes) {
                throw SecurityV2Fault.missing(name)
            }
            throw SecurityV2Fault.invalid(error.field, error.reason)
        }
    }

    /// An answer with its envelope, at the time of the bank, or of the machine where no bank was opened.
    func answer<Content: Codable & Sendable & Hashable>(
        _ outcome: SecurityV2Outcome<Content>, at now: Timestamp, _ fault: SecurityV2Fault? = nil, status: Int? = nil
    ) throws -> Answer {
        let members = members
        let reference = members?["ClientRequestReference"]?.stringValue ?? ""
        let culture = members?["CultureID"]?.intValue.flatMap(SecurityV2.Culture.init(rawValue:)) ?? .english
        let envelope = SecurityV2.Envelope(
            description: SecurityV2Wording.description(
                of: outcome.code, in: culture, field: fault?.field, reason: fault?.reason),
            responseCode: outcome.code, responseDateTime: .init(now),
            clientRequestReference: reference.unicodeScalars.count <= MemberPolicy.textLimit ? reference : "",
            requestID: numbers.next())
        return try Answer(status ?? outcome.code.httpStatus, SecurityV2.Answer(outcome.content, envelope))
    }

    /// The answer to anything that was thrown.
    func answer(_ error: any Error, at now: Timestamp) throws -> Answer {
        switch error {
        case let fault as SecurityV2Fault:
            return try answer(SecurityV2Outcome(fault.code, SecurityV2.Nothing()), at: now, fault)
        case let fault as BankFault where fault.httpStatus == 408 || fault.httpStatus == 413:
            // The body was not read to its end: the connection is closed behind the answer.
            var answer = try answer(SecurityV2Fault.invalid(nil, fault.detail), at: now)
            answer.headers[.connection] = "close"
            return answer
        case let fault as BankFault:
            return try struck(by: fault, at: now)
        default:
            logger.error("unexpected failure", metadata: ["error": "\(error)"])
            return try answer(SecurityV2Fault(code: .serverError), at: now)
        }
    }

    /// A fault that was ordered: of a response code, or of an HTTP status.
    private func struck(by fault: BankFault, at now: Timestamp) throws -> Answer {
        let named = SecurityV2.ResponseCode(rawValue: fault.code.rawValue)
        let byStatus: SecurityV2.ResponseCode = fault.httpStatus < 500 ? .validation : .serverError
        let code = named.isKnown ? named : byStatus
        let status = fault.status ?? (named.isKnown ? named.httpStatus : fault.httpStatus)
        return try answer(
            SecurityV2Outcome(code, SecurityV2.Nothing()), at: now,
            SecurityV2Fault(code: code, reason: named.isKnown ? nil : fault.detail), status: status)
    }
}
