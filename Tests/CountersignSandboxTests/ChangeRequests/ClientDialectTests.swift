import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite struct ClientDialectTests {
    @Test("The published client's paths by SMS, with no person named (S0-006, S0-007, S0-010, S0-011)")
    func completesBySMS_withNothingButTheID() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            for prefix in ["/change_requests", "/v1/change_requests"] {
                for field in ["otp", "tan", "code"] {
                    let request = try await ada.rename(to: field)
                    let before = try await bank.messages().count
                    let authorized = try await bank.send(.post, "\(prefix)/\(request.id)/authorize/otp", bytes: nil)
                    #expect(authorized.status == 201)
                    #expect(authorized["status"] == "CONFIRMATION_REQUIRED")
                    #expect(try await bank.messages(to: ada.number).count == before + 1)
                    let code = try await bank.code(to: ada.number)
                    let path = "\(prefix)/\(request.id)/confirm/otp"
                    let wrong = try await bank.call(.post, path, .object([field: "1"]))
                    #expect(wrong.status == 403)
                    let done = try await bank.call(.post, path, .object([field: .string(code)]))
                    #expect(done.status == 200)
                    #expect(try await request.status == "COMPLETED")
                    #expect(try await bank.call(.post, path, .object([field: .string(code)])).status == 403)
                }
            }
        }
    }

    @Test("The published client's paths by device, with no device named (S0-008, S0-009, S0-010, S0-011)")
    func completesByDevice_withNothingButTheID() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            for prefix in ["/change_requests", "/v1/change_requests"] {
                let request = try await ada.trigger()
                let challenge = try await bank.call(.get, "\(prefix)/\(request.id)/challenge")
                #expect(challenge.status == 200)
                let text = try #require(challenge["challenge"]?.stringValue)
                #expect(!text.isEmpty)
                #expect(try await bank.call(.get, "\(prefix)/\(request.id)/challenge")["challenge"] == .string(text))
                let path = "\(prefix)/\(request.id)/confirm/device"
                #expect(try await bank.call(.post, path, ["signed_token": "00"]).status == 422)
                let token = try phone.key.field(for: Challenge(text))
                #expect(try await bank.call(.post, path, ["signed_token": .string(token)])["status"] == "COMPLETED")
                #expect(try await bank.call(.post, path, ["signed_token": .string(token)]).status == 403)
                #expect(try await bank.call(.get, "\(prefix)/\(request.id)/challenge").status == 403)
            }
        }
    }

    @Test("Of two devices the most recently bound one is asked (S0-011)")
    func asksTheNewestDevice_whenThereAreTwo() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            _ = try await ada.bind()
            bank.clock.advance(by: .seconds(1))
            let tablet = try await ada.bind("tablet")
            let request = try await ada.trigger()
            let path = "/change_requests/\(request.id)"
            let text = try #require(try await bank.call(.get, path + "/challenge")["challenge"]?.stringValue)
            let token = try tablet.key.field(for: Challenge(text))
            #expect(
                try await bank.call(.post, path + "/confirm/device", ["signed_token": .string(token)]).status == 200)
        }
    }

    @Test("The text after authorize by device is the text of the challenge (S0-008)")
    func givesTheSameText_whenADeviceWasAuthorized() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let (phone, _) = (try await ada.bind(), try await ada.bind("tablet"))
            let request = try await ada.trigger()
            let text = try await request.authorize(phone)["string_to_sign"]
            #expect(try await bank.call(.get, "/change_requests/\(request.id)/challenge")["challenge"] == text)
        }
    }

    @Test("Without a number or a device the dialect answers 404, out of order 403 (S0-011)")
    func answersDefined_whenSomethingIsMissing() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            let request = try await ada.trigger()
            let path = "/change_requests/\(request.id)"
            #expect(try await bank.send(.post, path + "/authorize/otp", bytes: nil).status == 404)
            #expect(try await bank.call(.get, path + "/challenge").status == 404)
            #expect(try await bank.call(.post, path + "/confirm/otp", ["otp": "212212"]).status == 403)
            #expect(try await bank.call(.post, path + "/confirm/device", ["signed_token": "00"]).status == 403)
            #expect(try await bank.call(.post, path + "/confirm/otp", [:]).status == 400)
            #expect(try await bank.call(.post, path + "/confirm/device", [:]).status == 400)
            #expect(try await bank.call(.get, "/change_requests/none/challenge").status == 404)
            #expect(try await bank.send(.post, "/change_requests/none/authorize/otp", bytes: nil).status == 404)
        }
    }

    @Test("A switch turns the dialect off (S0-010)")
    func isGone_whenSwitchedOff() async throws {
        var settings = SandboxSettings()
        settings.servesDialect = false
        try await RunningSandbox.with(settings) { bank in
            let ada = try await Customer.create(at: bank)
            let request = try await ada.trigger()
            for prefix in ["/change_requests", "/v1/change_requests"] {
                let path = "\(prefix)/\(request.id)"
                #expect(try await bank.send(.post, path + "/authorize/otp", bytes: nil).status == 404)
                #expect(try await bank.call(.get, path + "/challenge").status == 404)
                #expect(try await bank.call(.post, path + "/confirm/otp", ["otp": "1"]).status == 404)
                #expect(try await bank.call(.post, path + "/confirm/device", ["signed_token": "1"]).status == 404)
            }
            #expect(try await request.status == "AUTHORIZATION_REQUIRED")
        }
    }
}
