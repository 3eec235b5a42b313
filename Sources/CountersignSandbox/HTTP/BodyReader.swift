import CountersignAPI
import CountersignExchange
import CountersignService
import Hummingbird
import NIOCore

/// Reads a body within its limits of size and time.
struct BodyReader: Sendable {
    /// Bytes; more answers 413.
    let limit: Int
    /// Seconds; who takes longer is answered 408.
    let seconds: Int64

    /// - Throws: ``BankFault`` 413, 408, and 400 for a body that is cut off or badly framed.
    func read(_ request: Request, _ channel: any Channel) async throws -> [UInt8] {
        try await withDeadline(of: .seconds(seconds), on: channel.eventLoop) {
            try await collect(request, channel)
        } onExpiry: {
            throw BankFault(
                ErrorCode(rawValue: "request_timeout"), "the body took longer than \(seconds) seconds",
                status: 408, title: "Request Timeout")
        }
    }

    private func collect(_ request: Request, _ channel: any Channel) async throws -> [UInt8] {
        do {
            // The connection stays open until the 408 is written.
            return try await BoundedBody(limit: limit, patience: .seconds(seconds + 1)).read(request, channel: channel)
        } catch BoundedBody.Defect.tooLarge {
            throw BankFault(
                .validationError, "body is larger than \(limit) bytes", status: 413, title: "Payload Too Large")
        } catch BoundedBody.Defect.cutOff {
            throw BankFault(
                ErrorCode(rawValue: "body_cut_off"), "the body ended before its announced length, or is badly framed",
                status: 400, title: "Bad Request")
        }
    }

    /// Ends the connection of a caller whose body was not read to its end, once the answer has had time to leave.
    static func hangUp(_ channel: any Channel, after status: Int) {
        guard status == 408 || status == 413 else { return }
        BoundedBody.hangUp(channel)
    }
}
