import CountersignAPI

/// The paths of the published Elixir client, each without and with `/v1`.
struct ClientDialectRoutes {
    func register(on bank: BankRouter) {
        for endpoint in Endpoint.dialect {
            bank.on(endpoint) { call in try await Self.answer(call) }
        }
    }

    private static func answer(_ call: Call) async throws -> Answer {
        let id = try call.id("change_request_id")
        let bank = call.namespace
        switch call.endpoint.template.split(separator: "/").suffix(2).joined(separator: "/") {
        case "authorize/otp":
            return try call.answer(try await bank.transact { try $0.authorizeBySMS(id) }.authorized)
        case "confirm/otp":
            let otp = try call.body(ConfirmWithOTP.self).otp
            return try call.answer(try await bank.transact { try $0.confirmAsAuthorized(id, otp: otp) }.get().wire)
        case "confirm/device":
            let signature = try call.body(ConfirmWithDevice.self).signedToken
            return try call.answer(
                try await bank.transact { try $0.confirmAsAuthorized(id, signature: signature) }.get().wire)
        default:
            return try call.answer(
                DeviceChallengeText(challenge: try await bank.transact { try $0.challengeText(id) }))
        }
    }
}
