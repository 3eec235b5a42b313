import CountersignAPI
import Testing

@Suite struct EndpointTests {
    @Test func haveOneNameAndOneRoute_each() {
        let all = Endpoint.all
        #expect(all.count == 58)
        #expect(Set(all.map(\.name)).count == all.count)
        #expect(Set(all.map { "\($0.method) \($0.template)" }).count == all.count)
        for endpoint in all {
            #expect(endpoint.template.hasPrefix("/") && !endpoint.template.hasSuffix("/"))
            #expect(!endpoint.success.isEmpty && endpoint.success.allSatisfy { (200..<300).contains($0) })
            #expect(endpoint.failures.allSatisfy { (400..<600).contains($0) })
            #expect(Set(endpoint.parameters).count == endpoint.parameters.count)
        }
    }

    @Test func coverEveryRowOfTheDocumentation() {
        let rows = [
            "POST /v1/mfa/devices", "GET /v1/mfa/devices", "GET /v1/mfa/devices/{}", "DELETE /v1/mfa/devices/{}",
            "GET /v1/mfa/challenges/signatures/{}", "PUT /v1/mfa/challenges/signatures/{}",
            "GET /v1/mfa/devices/{}/keys", "POST /v1/mfa/devices/{}/keys", "POST /v1/mfa/challenges/devices",
            "GET /v1/mfa/challenges/devices/{}", "PUT /v1/mfa/challenges/devices/{}", "POST /v1/mfa/challenges/sms",
            "GET /v1/mfa/challenges/sms/{}", "PUT /v1/mfa/challenges/sms/{}", "POST /v1/mfa/challenges/activation",
            "GET /v1/mfa/challenges/activation", "GET /v1/mfa/challenges/activation/{}",
            "DELETE /v1/mfa/challenges/activation/{}", "POST /v1/mfa/challenges/activation/{}/delivery_events",
            "GET /v1/mfa/challenges/activation/{}/delivery_events", "POST /v1/persons/{}/device_consents",
            "PATCH /v1/persons/{}/device_consents/{}", "POST /v1/persons/{}/device_activities",
            "POST /v1/persons/{}/mobile_number", "GET /v1/persons/{}/mobile_number",
            "POST /v1/persons/{}/mobile_number/authorize", "POST /v1/persons/{}/mobile_number/confirm",
            "DELETE /v1/persons/{}/mobile_number", "POST /v1/webhooks", "GET /v1/webhooks", "GET /v1/webhooks/{}",
            "DELETE /v1/webhooks/{}", "POST /oauth2/token", "POST /oauth/token",
        ]
        let documented = Set(Endpoint.all.filter { $0.origin == .documented }.map(route))
        for row in rows { #expect(documented.contains(row), "\(row)") }
        #expect(rows.count == 34)
    }

    private func route(_ endpoint: Endpoint) -> String {
        let parts = endpoint.template.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
        return "\(endpoint.method.rawValue) /" + parts.joined(separator: "/")
    }

    @Test("confirm has its documented path, its 200 and its refusals")
    func describesConfirm_asDocumented() throws {
        let confirm = Endpoint.confirmChangeRequest
        #expect(confirm.method == .post)
        #expect(
            try confirm.path("b520ce9090c44a989149fe7f2f94a785")
                == "/v1/change_requests/b520ce9090c44a989149fe7f2f94a785/confirm")
        #expect(confirm.success == [200])
        #expect(Set([400, 403, 422, 429, 500]).isSubset(of: confirm.failures))
        #expect(confirm.errorShape == .flat)
    }

    @Test("the dialect has four paths, each without and with /v1")
    func hasTheDialect_withAndWithoutVersion() {
        #expect(
            Set(Endpoint.dialect.map(route))
                == Set(
                    ["", "/v1"].flatMap { version in
                        [
                            "POST \(version)/change_requests/{}/authorize/otp",
                            "POST \(version)/change_requests/{}/confirm/otp",
                            "GET \(version)/change_requests/{}/challenge",
                            "POST \(version)/change_requests/{}/confirm/device",
                        ]
                    }))
    }

    @Test func escapesAnID_thatCouldLeaveItsPlace() throws {
        for text in ["cchr_123", "a/b", "..%2f", "?x=1#y", "é", "e\u{301}", "a b+c", "%", "\u{0}", "...", ";x"] {
            let path = try Endpoint.readChangeRequest.path(Identifier(text))
            #expect(path.utf8.filter { $0 == UInt8(ascii: "/") }.count == 3)
            #expect(path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"?#;".utf8.contains($0) })
            #expect(Endpoint.readChangeRequest.ids(in: path) == [Identifier(text)])
        }
        for text in ["", ".", ".."] {
            let error = failure { _ = try Endpoint.readChangeRequest.path(Identifier(text)) }
            #expect(error?.code == .invalidValue)
            #expect(error?.field == "change_request_id")
        }
        #expect(failure { _ = try Endpoint.readChangeRequest.path() }?.field == "change_request_id")
        #expect(failure { _ = try Endpoint.createPerson.path("x") }?.code == .missingField)
    }

    @Test func findsTheIDs_inItsOwnPathsOnly() throws {
        for endpoint in Endpoint.all {
            let ids = endpoint.parameters.map { Identifier($0 + "/1") }
            let path = try endpoint.path(ids)
            #expect(endpoint.ids(in: path) == ids)
            #expect(endpoint.ids(in: path + "/") == nil)
            #expect(endpoint.ids(in: path + "/x") == nil)
            #expect(endpoint.ids(in: "") == nil)
        }
        #expect(Endpoint.readChangeRequest.ids(in: "/v1/change_requests/") == nil)
        #expect(Endpoint.readChangeRequest.ids(in: "/v1/change_requests/%zz") == nil)
    }
}
