import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct DescriptionTests {
    @Test("The description has every operation that is served, with its bodies and statuses (S1-037, S1-043, S1-044)")
    func describesWhatIsServed() async throws {
        try await RunningSandbox.with { bank in
            let reply = try await bank.call(.get, "/openapi.json", token: .some(nil))
            #expect(reply.status == 200)
            #expect(reply["openapi"] == "3.1.0")
            let paths = try #require(reply["paths"]?.objectValue)
            var descriptions: Set<String> = []
            for endpoint in Endpoint.all + Endpoint.control {
                let operation = paths[endpoint.template]?[endpoint.method.rawValue.lowercased()]
                #expect(operation?["operationId"] == .string(endpoint.name))
                let description = operation?["description"]?.stringValue ?? ""
                #expect(description.first?.isUppercase == true && description.last == ".", "\(endpoint.name)")
                #expect(
                    descriptions.insert(description).inserted || Self.alike.contains(endpoint.name), "\(endpoint.name)")
                let statuses = Set(operation?["responses"]?.objectValue?.names ?? [])
                #expect(statuses.isSuperset(of: endpoint.success.map(String.init)), "\(endpoint.name)")
                // Any method can come with a body that is too large or too slow.
                #expect(statuses.isSuperset(of: ["400", "408", "413"]), "\(endpoint.name)")
                #expect(statuses.contains("429") || !endpoint.needsToken, "\(endpoint.name)")
                // Whatever takes a body says which.
                if [.post, .put, .patch].contains(endpoint.method), operation?["requestBody"] == nil {
                    #expect(Self.withoutBody.contains(endpoint.name), "\(endpoint.name)")
                }
            }
            let confirm = paths["/v1/change_requests/{change_request_id}/confirm"]?["post"]
            let statuses = Set(confirm?["responses"]?.objectValue?.names ?? [])
            #expect(statuses.isSuperset(of: ["200", "400", "403", "422", "429", "500"]))
            let schema = confirm?["requestBody"]?["content"]?["application/json"]?["schema"]
            let properties = try #require(schema?["properties"]?.objectValue)
            #expect(Set(properties.names) == ["device_id", "signature", "person_id", "tan", "device_data"])
            for member in properties.members { #expect(member.value == ["type": "string"]) }
            #expect(schema?["required"] == nil)
            let page = try await bank.call(.get, "/openapi.html", token: .some(nil))
            #expect(page.header("content-type") == "text/html; charset=utf-8")
            let text = String(decoding: page.bytes, as: UTF8.self)
            for endpoint in Endpoint.all + Endpoint.securityV2 + Endpoint.control {
                #expect(text.contains("<code>\(endpoint.template)</code>"), "\(endpoint.name)")
            }
            #expect(text.contains("<td>device_id, signature, person_id, tan, device_data<td>200 400"))
            #expect(text.contains("<td>GRANT_TYPE!, UserName!, Password!, SchemeCode<td>200 400 500"))
        }
    }

    /// What is said once more, of the same operation under another path.
    private static let alike: Set<String> = [
        "dialectAuthorizeOTPV1", "dialectConfirmOTPV1", "dialectChallengeV1", "dialectConfirmDeviceV1",
        "listBusinessChangeRequests",
    ]

    @Test("Where a ruling decides an operation, its description says that it is our choice")
    func namesItsChoices() async throws {
        try await RunningSandbox.with { bank in
            let paths = try await bank.call(.get, "/openapi.json", token: .some(nil))["paths"]
            let decided: [Endpoint] = [
                .createToken, .updatePerson, .createMobileNumber, .authorizeMobileNumber, .deleteMobileNumber,
                .authorizeChangeRequest, .confirmChangeRequest, .bindDevice, .addDeviceKey, .deleteDevice,
                .verifySignatureChallenge, .verifyDeviceChallenge, .createWebhook, .deleteWebhook,
            ]
            for endpoint in decided {
                let operation = paths?[endpoint.template]?[endpoint.method.rawValue.lowercased()]
                #expect(operation?["description"]?.stringValue?.contains("Our choice: ") == true, "\(endpoint.name)")
            }
        }
    }

    private static let withoutBody: Set<String> = [
        "dialectAuthorizeOTP", "dialectAuthorizeOTPV1", "resetTwoFactor", "freezeClock", "resumeClock", "reset",
        "createSnapshot", "restoreSnapshot", "redeliver",
    ]

    @Test("What is turned off is not described")
    func leavesOut_whatIsTurnedOff() async throws {
        var settings = SandboxSettings()
        settings.servesControl = false
        settings.servesDialect = false
        try await RunningSandbox.with(settings) { bank in
            let paths = try #require(try await bank.call(.get, "/openapi.json")["paths"]?.objectValue)
            #expect(!paths.names.contains { $0.contains("_sandbox") || $0.contains("/otp") })
        }
    }
}
