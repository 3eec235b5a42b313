import CountersignAPI
import CountersignClient
import Testing

struct RefusalTests {
    private func refusal(_ status: Int, _ body: String) async throws -> ClientError {
        let recorded = Recorder<ClientError?>()
        try await StubServer.with({ _ in [.plain(status, body)] }) { stub in
            let bank = try stub.client { $0.attempts = 1 }
            recorded.append(await failure { _ = try await bank.confirm("cr", otp: "123456", person: "p") })
        }
        return try #require(recorded.all.first ?? nil)
    }

    @Test func isAnAuthenticationFailure_whateverStatusAndCodeTheSourcesGiveIt() async throws {
        for status in [403, 422] {
            for code in ["invalid_tan", "invalid_signature"] {
                for body in [
                    #"{"id":"e","status":"\#(status)","code":"\#(code)","title":"T","details":"why"}"#,
                    #"{"errors":[{"id":"e","status":\#(status),"code":"\#(code)","title":"T","detail":"why"}]}"#,
                ] {
                    let error = try await refusal(status, body)
                    #expect(error.code == .authenticationFailed && error.status == status)
                    #expect(error.bankCode == ErrorCode(rawValue: code))
                    #expect(error.body?.first.detail == "why" && error.body?.first.id == "e")
                }
            }
        }
    }

    @Test func tellsTheKindsOfRefusalApart_byTheStatus() async throws {
        let kinds: [(Int, ClientError.Code)] = [
            (400, .badRequest), (401, .unauthorized), (402, .refused), (403, .forbidden), (404, .notFound),
            (409, .conflict), (410, .refused), (422, .unprocessable), (429, .rateLimited), (500, .serverFault),
            (501, .serverFault), (503, .serverFault), (599, .serverFault),
        ]
        for (status, code) in kinds {
            for body in ["", "<html>", "{}", #"{"code":"brand_new_code","title":"T"}"#, #"{"errors":[]}"#, "[]"] {
                let error = try await refusal(status, body)
                #expect(error.code == code && error.status == status, "\(status) \(body)")
                #expect(error.body?.first.status == status)
                if body.contains("brand_new_code") { #expect(error.bankCode?.rawValue == "brand_new_code") }
            }
        }
    }

    @Test func keepsEveryErrorOfTheBody_andNamesTheFieldAtFault() async throws {
        let error = try await refusal(
            400,
            #"{"errors":[{"code":"validation_error","detail":"no","source":{"field":"tan"}},{"code":"type_error"}]}"#)
        #expect(error.body?.errors.map(\.code) == [.validationError, .typeError])
        #expect(error.reason.contains("tan") && error.reason.contains("validation_error"))
        #expect(error.operation == "confirmChangeRequest")
    }

    @Test func comparesByCodeOnly() async throws {
        let (first, second) = (try await refusal(404, "a"), try await refusal(404, "b"))
        let other = try await refusal(409, "a")
        #expect(first == second && first != other)
        #expect("\(first)".hasSuffix("[not_found]"))
    }
}
