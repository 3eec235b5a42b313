import CountersignAPI
import Hummingbird
import Logging
import NIOCore

extension SecurityV2Router {
    /// Serves login, whose answers have no envelope. The form names the bank: where that was opened before, or the
    /// login has just opened it, its faults strike and its journal remembers.
    func onLogin(_ handle: @escaping @Sendable (SecurityV2.LoginForm) async throws -> SecurityV2.Login) {
        serve(.securityV2Login) { [sessions] desk, channel in
            let form = try Self.form(desk)
            let user = form["UserName"] ?? ""
            // A bank that cannot be opened is refused below, in the form's own words.
            let fault = await (try? sessions.namespaces.known(user))?.faults.take(.securityV2Login) { [] }
            let answer: Answer
            do {
                answer = try await Fault.strike(fault, on: channel) {
                    try Answer(200, try await handle(try LoginPolicy.form(form)))
                }
            } catch {
                answer = try Self.loginAnswer(error, desk)
            }
            if let namespace = try? sessions.namespaces.known(user) {
                namespace.journal.append(
                    JournalRecord(
                        endpoint: .securityV2Login, path: Endpoint.securityV2Login.template, at: namespace.now,
                        status: answer.status, request: HiddenSecrets.hidden(in: form),
                        response: HiddenSecrets(.securityV2Login).hidden(in: answer.body), fault: fault?.id))
            }
            return answer
        } refusing: { desk, error in
            try Self.loginAnswer(error, desk)
        }
    }

    private static func form(_ desk: SecurityV2Desk) throws -> MultipartForm {
        guard let type = desk.request.headers[.contentType] else {
            throw LoginPolicy.Refusal(error: "invalid_request", reason: "expected a body of multipart/form-data")
        }
        do {
            return try MultipartForm(contentType: type, body: desk.bytes)
        } catch {
            let field = error.field.map { $0 + ": " } ?? ""
            throw LoginPolicy.Refusal(error: "invalid_request", reason: field + error.reason)
        }
    }

    private static func loginAnswer(_ error: any Error, _ desk: SecurityV2Desk) throws -> Answer {
        switch error {
        case let refusal as LoginPolicy.Refusal:
            return try Answer(400, SecurityV2.LoginRefusal(error: refusal.error, errorDescription: refusal.reason))
        case let fault as BankFault where fault.httpStatus == 408 || fault.httpStatus == 413:
            var answer = try Answer(
                400, SecurityV2.LoginRefusal(error: "invalid_request", errorDescription: fault.detail))
            answer.headers[.connection] = "close"
            return answer
        case let fault as BankFault:
            return try struck(by: fault)
        default:
            desk.logger.error("unexpected failure", metadata: ["error": "\(error)"])
            return try Answer(500, SecurityV2.LoginRefusal(error: "server_error", errorDescription: nil))
        }
    }

    /// A fault that was ordered: of a code of RFC 6749, or of an HTTP status.
    private static func struck(by fault: BankFault) throws -> Answer {
        if FaultPolicy.loginCodes.contains(fault.code) {
            return try Answer(
                fault.status ?? 400,
                SecurityV2.LoginRefusal(error: fault.code.rawValue, errorDescription: fault.detail))
        }
        return try Answer(
            fault.httpStatus,
            SecurityV2.LoginRefusal(
                error: fault.httpStatus < 500 ? "invalid_request" : "server_error", errorDescription: fault.detail))
    }
}
