internal import CountersignAPI

extension ClientError {
    /// The error that an answer of the Security API other than 200 stands for.
    init(securityV2 answer: HTTPAnswer, operation: String) {
        guard let envelope = try? WireJSON.decode(SecurityV2.Envelope.self, from: answer.body) else {
            self.init(refusal: answer, operation: operation)
            return
        }
        let code: Code =
            switch (answer.status, envelope.responseCode) {
            case (_, .authentication): .unauthorized
            case (400, _): .badRequest
            case (500..., _): .serverFault
            default: .refused
            }
        self.init(
            code,
            reason: "HTTP \(answer.status), response code \(envelope.responseCode): "
                + envelope.description.prefix(500),
            operation: operation, status: answer.status)
        responseCode = envelope.responseCode
    }

    /// The error that a refused login stands for.
    init(loginRefusal answer: HTTPAnswer) {
        let operation = Endpoint.securityV2Login.name
        guard let refusal = try? WireJSON.decode(SecurityV2.LoginRefusal.self, from: answer.body) else {
            self.init(refusal: answer, operation: operation)
            return
        }
        let code: Code =
            answer.status >= 500 ? .serverFault : refusal.error == "invalid_grant" ? .unauthorized : .badRequest
        let text = refusal.errorDescription.map { ": \($0.prefix(500))" } ?? ""
        self.init(
            code, reason: "HTTP \(answer.status) \(refusal.error)\(text)", operation: operation, status: answer.status)
    }
}
