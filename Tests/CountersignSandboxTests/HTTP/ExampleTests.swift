import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("The examples of the API description") struct ExampleTests {
    /// A body beside its schema: `confirmChangeRequest 403 published`.
    private struct Example {
        let name: String
        let value: JSONValue
        let schema: JSONValue
    }

    private static func examples(in document: JSONValue) -> [Example] {
        var examples: [Example] = []
        for operation in (document["paths"]?.objectValue?.members ?? []).flatMap({ $0.value.objectValue?.members ?? [] }
        ) {
            let name = operation.value["operationId"]?.stringValue ?? ""
            let bodies =
                [("request", operation.value["requestBody"])]
                + (operation.value["responses"]?.objectValue?.members ?? []).map { ($0.name, .some($0.value)) }
            for (place, body) in bodies {
                for media in body?["content"]?.objectValue?.members ?? [] {
                    for example in media.value["examples"]?.objectValue?.members ?? [] {
                        examples.append(
                            Example(
                                name: "\(name) \(place) \(example.name)", value: example.value["value"] ?? .null,
                                schema: media.value["schema"] ?? .null))
                    }
                }
            }
        }
        return examples
    }

    @Test(
        "Each fits its schema, and a body that does not is told (S1-031, S1-037)",
        arguments: ["documented", "envelope"])
    func fitTheirSchemas(errors: String) async throws {
        var settings = SandboxSettings()
        settings.errors = try #require(SandboxSettings.Errors(rawValue: errors))
        try await RunningSandbox.with(settings) { bank in
            let document = try await bank.call(.get, "/openapi.json", token: .some(nil)).json
            let (check, examples) = (SchemaCheck(document: document), Self.examples(in: document))
            #expect(examples.count == 23)
            for example in examples {
                #expect(try check.defects(of: example.value, example.schema) == [], "\(example.name)")
            }
            let error = try #require(examples.first { $0.name == "confirmChangeRequest 403 published" })
            let confirm = try #require(examples.first { $0.name == "confirmChangeRequest 200 published" })
            for wrong: JSONValue in [[:], [], "x", ["id": "x", "status": "OPEN", "updated_at": "now"]] {
                #expect(try !check.defects(of: wrong, error.schema).isEmpty)
                #expect(try !check.defects(of: wrong, confirm.schema).isEmpty)
            }
        }
    }

    @Test("Confirm shows the five published errors, word for word (S1-031, S1-032, S1-033, S1-036, S1-038)")
    func showsThePublishedErrors() async throws {
        let published = [
            400:
                #"{"id":"a95f2aaf-4e0c-4d49-8021-8a16a884ed86","status":"400","code":"build_pagination_headers_failure","title":"Failed to build pagination headers.","detail":"Cannot connect to database."}"#,
            403:
                #"{"id":"a95f2aaf-4e0c-4d49-8021-8a16a884ed86","status":"403","code":"unauthorized_action","title":"Unauthorized Action","detail":"Unauthorized action is not allowed."}"#,
            422:
                #"{"id":"ed5de352-85ea-4ad2-ac5d-3c75e48ef183","status":"422","code":"invalid_signature","title":"Invalid Signature","details":"Signature (3045022040469779f07b669fbbb85abcbd9023e73018c4dfa566c59a19da71c391726225022100c61d7f56f0793d5ce99b4d42b3a6a2c90d65f899302e665ac48b6a35e0095deb) verification failure."}"#,
            429:
                #"{"id":"ed5de352-85ea-4ad2-ac5d-3c75e48ef183","status":"429","code":"sms_request_rate_limit_exceeded","title":"Sms Request Rate Limit Exceeded","detail":"SMS request rate limit exceeded for the number: +491520555555"}"#,
            500:
                #"{"id":"e8915041-9d8c-4d96-9dd1-04e8522ecdbf","status":"500","code":"generic_error","title":"Generic Error","detail":"There was an error."}"#,
        ]
        try await RunningSandbox.with { bank in
            let document = try await bank.call(.get, "/openapi.json", token: .some(nil)).json
            for (status, text) in published {
                let example = Self.examples(in: document).first {
                    $0.name == "confirmChangeRequest \(status) published"
                }
                #expect(example.map { String(decoding: WireJSON.encode($0.value), as: UTF8.self) } == text)
            }
        }
    }

    @Test("Each is read by its wire type, which writes it again as it stands (S1-024, S1-042)")
    func areReadByTheirTypes() async throws {
        try await RunningSandbox.with { bank in
            let document = try await bank.call(.get, "/openapi.json", token: .some(nil)).json
            for example in Self.examples(in: document) {
                let kind = example.name.split(separator: " ").dropLast().joined(separator: " ")
                let reading = try #require(Self.types[kind], "no type for \(kind)")
                let again = try reading(example.value)
                #expect(again == example.value, "\(example.name)")
            }
        }
    }

    private typealias Reading = @Sendable (JSONValue) throws -> JSONValue

    private static func read<Body: Codable>(_ type: Body.Type) -> Reading {
        { try WireJSON.value(of: WireJSON.decode(type, from: $0)) }
    }

    private static let types: [String: Reading] = [
        "confirmChangeRequest request": read(ConfirmChangeRequest.self),
        "confirmChangeRequest 200": read(ChangeRequest.self), "confirmChangeRequest 400": read(ErrorBody.self),
        "confirmChangeRequest 403": read(ErrorBody.self), "confirmChangeRequest 422": read(ErrorBody.self),
        "confirmChangeRequest 429": read(ErrorBody.self), "confirmChangeRequest 500": read(ErrorBody.self),
        "securityV2Login 200": read(SecurityV2.Login.self),
        "securityV2Logout request": read(SecurityV2.Logout.self),
        "securityV2Logout 200": read(SecurityV2.Answer<SecurityV2.Nothing>.self),
        "securityV2Authorize request": read(SecurityV2.Authorize.self),
        "securityV2Authorize 200": read(SecurityV2.Answer<SecurityV2.Authorization>.self),
        "securityV2RegenerateSCA request": read(SecurityV2.RegenerateSCA.self),
        "securityV2RegenerateSCA 200": read(SecurityV2.Answer<SecurityV2.Challenged>.self),
        "securityV2GetSCAPendingRequest request": read(SecurityV2.ConsumerRequest.self),
        "securityV2GetSCAPendingRequest 200": read(SecurityV2.Answer<SecurityV2.PendingRequests>.self),
        "securityV2ListSDKDevices request": read(SecurityV2.ConsumerRequest.self),
        "securityV2ListSDKDevices 200": read(SecurityV2.Answer<SecurityV2.SDKDevices>.self),
        "securityV2DeRegisterSDKDevice request": read(SecurityV2.DeRegisterSDKDevice.self),
        "securityV2DeRegisterSDKDevice 200": read(SecurityV2.Answer<SecurityV2.Nothing>.self),
        "securityV2PostLoginDetails request": read(SecurityV2.PostLoginDetails.self),
        "securityV2PostLoginDetails 200": read(SecurityV2.Answer<SecurityV2.Challenged>.self),
    ]
}
