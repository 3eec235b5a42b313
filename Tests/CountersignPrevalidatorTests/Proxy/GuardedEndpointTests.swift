import CountersignAPI
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("Which calls are guarded") struct GuardedEndpointTests {
    private func isDisguised(_ method: String, _ target: String) -> Bool {
        if case .disguised = GuardedEndpoint.match(method, target) { true } else { false }
    }

    /// Spellings of a confirmation, or of what the bank's side may take for one, by what hides it.
    static let disguises: [String: [String]] = {
        let confirm = "/v1/change_requests/cr/confirm"
        return [
            "an authority, as URL libraries read what follows two slashes": [
                "//x" + confirm, "///x" + confirm, "////" + confirm, "//x@y" + confirm, "//x:80" + confirm,
                "//[::1]" + confirm,
                "/" + confirm, "//v1/change_requests/cr/confirm", "//", "//x", "//x/", "//x/y", "//x?a=b",
                "//x/v1/persons/p", "/.//x" + confirm, "/a/..//x" + confirm, "/%2Fx" + confirm, "/%2f%2fx" + confirm,
                "%2F%2Fx" + confirm, "/\\x" + confirm, "\\\\x" + confirm, "/%5Cx" + confirm, "/%5c/x" + confirm,
                "/;/x" + confirm, "/;a/x" + confirm, "/%09/x" + confirm, "/%0a/x" + confirm, "/%20/x" + confirm,
                "/%00/x" + confirm, "http://x" + confirm, "http://a//b" + confirm, "http:" + confirm, "x:80" + confirm,
            ],
            "an empty segment": [
                "/v1//change_requests/cr/confirm", "/v1/change_requests//confirm", "/v1/change_requests/cr//confirm",
                "/v1/change_requests/cr///confirm", confirm + "//", "/v1/persons//p",
                "/v1//../change_requests/cr/confirm",
                "/v1/persons//",
            ],
            "dots": [
                "/v1/./change_requests/cr/confirm", "/v1/x/../change_requests/cr/confirm", confirm + "/x/..",
                "/./v1/change_requests/cr/confirm", "/../v1/change_requests/cr/confirm", confirm + "/.",
                "/v1/%2e/change_requests/cr/confirm", "/v1/x/%2E%2e/change_requests/cr/confirm",
                "/v1/change_requests/%2e%2e/confirm", "/v1/x/.%2e/change_requests/cr/confirm",
                "/v1/x/..;/change_requests/cr/confirm", "/v1/change_requests/cr/a%2Fb/../confirm",
                "/v1/change_requests/cr/a%5Cb/../confirm", "/v1/change_requests/cr/a/%252e%252e/confirm",
                "/v1/persons/..", "/v1/persons/p/../q", "/v1/.../change_requests/cr/confirm",
            ],
            "escaped slashes and backslashes": [
                "/v1/change_requests/cr%2Fconfirm", "/v1/change_requests%2fcr%2fconfirm",
                "/v1%2Fchange_requests/cr/confirm",
                "/v1\\change_requests\\cr\\confirm", "/v1/change_requests/cr%5Cconfirm",
                "/v1/change_requests/cr\\confirm",
                "/v1/change_requests/cr%252Fconfirm", "/v1/change_requests/cr%255Cconfirm", confirm + "%2F",
                confirm + "%5C", confirm + "%2Fx", "/v1/persons/a%2Fb", "/v1/persons/a%5cb",
            ],
            "parameters": [
                confirm + ";a=b", confirm + ";", confirm + ";a=b/x", confirm + ";/x",
                "/v1;a/change_requests/cr/confirm",
                "/v1/change_requests;a=b/cr/confirm", "/v1/change_requests/cr;a/confirm", confirm + "%3Ba",
                confirm + ";%ff",
                confirm + "%253Ba", "/v1/persons/p;a",
            ],
            "what may end a path": [
                confirm + "#a", "/v1/persons/p#a", confirm + "%23", confirm + "%23/x", confirm + "%3Fa",
                confirm + "%3fa/x",
                confirm + "?signature=00", confirm + "?", confirm + "?\u{301}", confirm + "%20", confirm + "%20/x",
                confirm + " /x", confirm + "%00", confirm + "%00/x", confirm + "%0d%0aX:y", confirm + "%0A/x",
                confirm + "%09", confirm + "%1F", confirm + "\u{7F}", confirm + "%7F",
                "/v1/change_requests/cr%0a/confirm",
                "/v1/persons/a%20b", "/v1/persons/a%00",
            ],
            "letters": [
                "/V1/change_requests/cr/confirm", "/v1/Change_Requests/cr/confirm", "/v1/change_requests/cr/CONFIRM",
                "/v1/change%5Frequests/cr/confirm", "/v1/change_requests/cr/%63onfirm",
                "/v1/change_requests/cr/%2563onfirm",
                "/v1/change_requests/cr/%252563onfirm", "/v1/change_requests/cr/%25252525252525252563onfirm",
                "/v1/change_requests/cr/con%E2%80%8Dfirm", "/v1/change_requests/cr/con%EF%AC%81rm",
                "/v1/change_requests/cr/conf%C4%B1rm", "/v1/change_requests/cr%EF%BC%8Fconfirm",
                "/v1/change_requests/cr\u{FF0F}confirm", confirm + "%C2%A0", confirm + "\u{A0}", "/v1/persons/%C3%A9",
                "/v1/persons/%25ff", "/v1/persons/%ff", "/v1/persons/%c0%af", "/v1/persons/%2", "/v1/persons/%zz",
            ],
            "what follows": [
                confirm + "/", confirm + ".json", confirm + ".", confirm + ":", confirm + ",", confirm + "!",
            ],
            "what a server that compares beginnings overlooks": [
                confirm + "/x", confirm + "/x/", confirm + "/x/y", confirm + "_", confirm + "s", confirm + "-1",
                confirm + "ations", confirm + "x/y", confirm + "/confirm", "/V1/change_requests/cr/Confirm/x",
                "/v1/change_requests/cr/%63onfirm/x", confirm + "/device/x", confirm + "/devices", confirm + "/otp2",
                "/change_requests/cr/confirm/device/x", "/change_requests/cr/confirm/device_",
            ],
            "a script of the bank's that comes first": [
                "/index.php" + confirm, "/a/b" + confirm, "/index.php" + confirm + "/x",
                "/app/change_requests/cr/confirm/device",
            ],
            "a route in a query": [
                "/index.php?/v1/change_requests/cr/confirm", "/?r=v1/change_requests/cr/confirm&a",
                "/v1/x?a=b&c=%2Fv1%2Fchange_requests%2Fcr%2Fconfirm", "/?/index.php/v1/change_requests/cr/confirm",
            ],
            "more than anybody needs": [
                String(repeating: "/a", count: 33), String(repeating: "/a", count: 30_000),
                "/a?" + String(repeating: "b", count: 3000),
            ],
            "no path": ["*", "*@x/", "@x/", "", "confirm", "?", "?a" + confirm],
        ]
    }()

    @Test("what one server takes for a guarded call and another does not is a disguise, however it is hidden")
    func refusesADisguise() {
        var count = 0
        for (kind, targets) in Self.disguises {
            for target in targets { #expect(isDisguised("POST", target), "\(kind): \(target)") }
            count += targets.count
        }
        #expect(count == 166)
        let confirm = "/v1/change_requests/cr/confirm"
        for (method, target) in [
            ("PATCH", "/v1/mfa/challenges/devices/x"), ("POST", "/v1/mfa/challenges/devices/x"), ("PUT", confirm),
            ("PUT", "/v1/mfa/challenges/signatures/..%2Fdevices%2Fx"), ("GET", "/change_requests/cr/challenge?x"),
            ("QUERY", confirm), ("CONNECT", "/v1/persons"), ("connect", confirm), ("GET", confirm + ".json"),
            ("GET", "//x" + confirm),
        ] {
            #expect(isDisguised(method, target), "\(method) \(target)")
        }
    }

    @Test("each call that is guarded is one in its own spelling, and in no other")
    func refusesEachCall_whenItIsHidden() throws {
        var count = 0
        for endpoint in GuardedEndpoint.all {
            let (method, path) = (endpoint.method.rawValue, try endpoint.path(endpoint.parameters.map { _ in "x" }))
            let segments = path.split(separator: "/").map(String.init)
            #expect(GuardedEndpoint.match(method, path) == .guarded(endpoint, endpoint.parameters.map { _ in "x" }))
            for place in segments.indices {
                for hidden in [
                    "/" + segments[place], "./" + segments[place], "y/../" + segments[place], segments[place] + ";a",
                    "y%2F../" + segments[place], "%2F" + segments[place], "\\" + segments[place],
                    segments[place] + "%00",
                    "%25" + segments[place],
                ] {
                    var other = segments
                    other[place] = hidden
                    let target = "/" + other.joined(separator: "/")
                    #expect(isDisguised(method, target), "\(method) \(target)")
                    #expect(isDisguised(method, "//x" + target), "\(method) \(target)")
                    count += 1
                }
            }
        }
        print("hidden spellings refused: \(count)")
        #expect(count > 400)
    }

    @Test("who writes where a guarded call's path goes on is refused; who reads there is not")
    func refusesEachCall_whenItsPathGoesOn() throws {
        var count = 0
        for endpoint in GuardedEndpoint.all where endpoint.method != .get {
            let path = try endpoint.path(endpoint.parameters.map { _ in "x" })
            let tails = endpoint.template.hasSuffix("}") ? ["/y", "/y/z"] : ["/y/z/a", "_", "y", "-1/y"]
            for tail in tails {
                for method in ["POST", "PUT", "PATCH", "DELETE", "QUERY"] {
                    #expect(isDisguised(method, path + tail), "\(method) \(path + tail)")
                }
                for method in ["GET", "HEAD", "OPTIONS"] {
                    #expect(GuardedEndpoint.match(method, path + tail) == .other, "\(method) \(path + tail)")
                }
                count += 1
            }
        }
        #expect(count > 40)
    }

    @Test("every call of the API is guarded or passes, with its query; and so do paths that look like none")
    func knowsTheCallsOfTheAPI() throws {
        var guarded = 0
        for endpoint in Endpoint.all + Endpoint.securityV2 + Endpoint.control {
            let path = try endpoint.path(endpoint.parameters.map { _ in "8d9a-x_Y.cr" })
            let isGuarded = GuardedEndpoint.all.contains(endpoint)
            guarded += isGuarded ? 1 : 0
            let method = endpoint.method.rawValue
            #expect((GuardedEndpoint.match(method, path) == .other) == !isGuarded, "\(endpoint.name)")
            #expect(!isDisguised(method.lowercased(), path), "\(endpoint.name)")
            if !isGuarded { #expect(GuardedEndpoint.match(method, path + "?page[number]=2") == .other) }
        }
        #expect(guarded == GuardedEndpoint.all.count)
        for path in [
            "/", "/v1/persons/", "/v1/persons/a%40b", "/v1/persons/a@b:c,d+e~f!",
            "/v1/change_requests/cr/conf", "/v1/change_requests/cr/x/confirm", "/v1/mfa/challenges/signatures",
            "/v1/persons/p/mobile_number/confirm/x", "/change_requests/cr/confirm", "/change_requests/cr/challenges",
            "/v1/persons/p?a=//x/../%2F%00;b", "/v1/persons?next=v1/change_requests/cr",
            String(repeating: "/a", count: 32), "/v1/persons/p?", "/v1/.well-known/x..y",
        ] {
            #expect(GuardedEndpoint.match("POST", path) == .other, "\(path)")
        }
    }
}
