import AsyncHTTPClient
import CountersignAPI
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("Which calls are guarded") struct GuardedEndpointTests {
    private func isDisguised(_ method: String, _ target: String) -> Bool {
        if case .disguised = GuardedEndpoint.match(method, target) { true } else { false }
    }

    @Test("another spelling, a query, a fragment or another method of a guarded call is a disguise")
    func refusesADisguise() {
        let confirm = "/v1/change_requests/cr/confirm"
        let targets = [
            "/v1//change_requests/cr/confirm", confirm + "/", "/V1/change_requests/cr/confirm",
            "/v1/change%5Frequests/cr/confirm", "/v1/./change_requests/cr/confirm",
            "/v1/x/../change_requests/cr/confirm", confirm + ";a=b", "/v1/change_requests/cr%2Fconfirm",
            "/v1/change_requests/cr/%63onfirm", "/v1/change_requests/cr/%2563onfirm",
            "/v1/change_requests/cr/%252563onfirm", "/v1/change_requests/cr/%25252525252525252563onfirm",
            "/v1\\change_requests\\cr\\confirm", confirm + "#a", "/v1/persons/p#a", confirm + "?signature=00",
            confirm + "?\u{301}", confirm + ".json", confirm + "%20", confirm + "%00", confirm + ";%ff",
            confirm + "%23", confirm + "%3Fa", confirm + "%0d%0aX:y", confirm + "\u{7F}",
            "/v1/change_requests/cr/con%E2%80%8Dfirm", "/v1/change_requests/cr%0a/confirm",
            "/v1/change_requests/%2e%2e/confirm", "/v1/persons/%ff", "/v1/persons/%c0%af", "/v1/persons/%2",
            "http://x" + confirm, "*", "*@x/", "@x/", "", "confirm",
        ]
        for target in targets { #expect(isDisguised("POST", target), "\(target)") }
        #expect(targets.count == 37)
        for (method, target) in [
            ("PATCH", "/v1/mfa/challenges/devices/x"), ("POST", "/v1/mfa/challenges/devices/x"), ("PUT", confirm),
            ("PUT", "/v1/mfa/challenges/signatures/..%2Fdevices%2Fx"), ("GET", "/change_requests/cr/challenge?x"),
            ("QUERY", confirm), ("GET", confirm + ".json"),
        ] {
            #expect(isDisguised(method, target), "\(method) \(target)")
        }
    }

    @Test("every call of the API is guarded or passes, with its query; and so do paths that look like none")
    func knowsTheCallsOfTheAPI() throws {
        var guarded = 0
        for endpoint in Endpoint.all {
            let path = try endpoint.path(endpoint.parameters.map { _ in "8d9a-x_Y.cr" })
            let isGuarded = GuardedEndpoint.all.contains(endpoint)
            guarded += isGuarded ? 1 : 0
            let method = endpoint.method.rawValue
            #expect((GuardedEndpoint.match(method, path) == .other) == !isGuarded, "\(endpoint.name)")
            #expect(!isDisguised(method.lowercased(), path), "\(endpoint.name)")
            if !isGuarded { #expect(GuardedEndpoint.match(method, path + "?page[number]=2") == .other) }
        }
        #expect(guarded == GuardedEndpoint.all.count)
        for path in ["/", "/v1/persons/%C3%A9", "/v1/persons/%25ff", "/v1/change_requests/cr/confirmations", "//x/y"] {
            #expect(GuardedEndpoint.match("POST", path) == .other, "\(path)")
        }
    }

    @Test("an address is the target as it came, or none")
    func namesTheVeryPath() async throws {
        let bank = Bank(address: "http://127.0.0.1:9/api/")
        for target in ["/v1/persons/p", "/", "//x/y", "/v1/persons/%C3%A9?page[number]=2", "/v1/a%20b?c=d%ff"] {
            #expect(bank.url(of: target) == "http://127.0.0.1:9/api" + target)
        }
        for target in ["/v1/persons/%ff", "/a b", "/v1/pe\u{E9}", "*@x/", "@x/", "http://x/v1", ""] {
            #expect(bank.url(of: target) == nil, "\(target)")
        }
        try await bank.client.shutdown()
    }
}
