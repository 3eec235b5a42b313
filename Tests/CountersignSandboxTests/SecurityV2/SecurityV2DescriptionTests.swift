import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): description") struct SecurityV2DescriptionTests {
    @Test("All eight operations are described with 200, 400 and 500 and nothing else (S3-010)")
    func describesTheOperations() async throws {
        try await RunningSandbox.with { bank in
            let reply = try await bank.call(.get, "/openapi.json")
            let paths = try #require(reply["paths"]?.objectValue)
            #expect(Endpoint.securityV2.count == 8)
            for endpoint in Endpoint.securityV2 {
                let operation = try #require(paths[endpoint.template]?["post"])
                #expect(operation["operationId"] == .string(endpoint.name))
                #expect(operation["responses"]?.objectValue?.names == ["200", "400", "500"])
                #expect(endpoint.success == [200] && endpoint.failures == [400, 500])
                let texts = ["200", "400", "500"].map { operation["responses"]?[$0]?["description"]?.stringValue ?? "" }
                #expect(texts.allSatisfy { $0.contains("ResponseCode") != (endpoint == .securityV2Login) }, "\(texts)")
                #expect(!texts.contains(""))
                let type = endpoint == .securityV2Login ? "multipart/form-data" : "application/json"
                let schema = try #require(operation["requestBody"]?["content"]?[type]?["schema"])
                #expect(schema["properties"]?.objectValue?.isEmpty == false)
                let security: JSONValue = endpoint == .securityV2Login ? [[:]] : [["session": []]]
                #expect(operation["security"] == security)
            }
            let authorize = paths["/security/Authorize"]?["post"]?["requestBody"]?["content"]?["application/json"]
            let members = try #require(authorize?["schema"]?["properties"]?.objectValue)
            #expect(
                members.names == [
                    "SCAReferenceNumber", "CancelRequest", "SCAIdentification", "FirstFactorSCAOptionType",
                    "SecondFactorSCAOptionType", "ClientRequestReference", "CultureID",
                ])
            #expect(members["SCAIdentification"]?["maxLength"] == 50)
            #expect(reply["components"]?["schemas"]?["SecurityV2SCAOption"]?["enum"]?.arrayValue?.count == 22)
            #expect(reply["components"]?["securitySchemes"]?["session"]?["in"] == "header")
        }
    }

    @Test("Paths come to their documented spelling, others and queries stay as they are")
    func foldsPaths() {
        #expect(PathFolding.documented("/SECURITY/authorize") == "/security/Authorize")
        #expect(PathFolding.documented("/Security/LOGIN?a=B") == "/security/login?a=B")
        for path in [
            "/security/Authorize", "/security/Authorize?x", "/security/", "/security/other", "/v1/Persons", "",
            "/security/Authorize/", "//security/authorize", "/security/auth%6Frize",
        ] {
            #expect(PathFolding.documented(path) == nil, "\(path)")
        }
    }

    @Test("The member without a value is found, inside of no string")
    func findsTheBlank() {
        #expect(BlankMember.name(in: Array(#"{"a":1,"b":}"#.utf8)) == "b")
        #expect(BlankMember.name(in: Array(#"{"a": , "b":1}"#.utf8)) == "a")
        for text in ["", "{", #"{"a":1}"#, #"{"a":":,"}"#, #"{"a":"\":,"#, #"{"a":["]"#, #"{"a\"#, ":", "{:}"] {
            let name = BlankMember.name(in: Array(text.utf8))
            #expect(name == nil || name == "a", "\(text)")
        }
    }
}
