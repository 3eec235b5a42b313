import CountersignAPI
import Testing

@testable import CountersignSandbox

@Suite struct ListTests {
    @Test("A person's list holds exactly the person's change requests, the newest first (S0-027)")
    func listsThePersonsOwn_newestFirst() async throws {
        try await RunningSandbox.with { bank in
            let (ada, eve) = (
                try await Customer.create(at: bank, number: nil), try await Customer.create(at: bank, number: nil)
            )
            var ids: [String] = []
            for _ in 0..<3 { ids.insert(try await ada.trigger().id, at: 0) }
            _ = try await eve.trigger()
            let reply = try await bank.call(.get, ada.path + "/change_requests")
            #expect(reply.status == 200)
            #expect(reply.json.arrayValue?.compactMap { $0["id"]?.stringValue } == ids)
            #expect(reply.header("total") == "3")
            #expect(reply.header("per-page") == "10")
            #expect(reply.header("link")?.contains("rel=\"last\"") == true)
        }
    }

    @Test("Pages follow page[number] and page[size], and their links lead on (S0-027)")
    func givesPages_asAskedFor() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            var ids: [String] = []
            for _ in 0..<12 { ids.insert(try await ada.trigger().id, at: 0) }
            var seen: [String] = []
            var next: String? = ada.path + "/change_requests?page%5Bsize%5D=5"
            while let path = next {
                let reply = try await bank.call(.get, path)
                #expect(reply.header("total") == "12")
                #expect(reply.header("per-page") == "5")
                seen += reply.json.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
                next = PageHeaders.target(of: "next", inLink: reply.header("link") ?? "")
            }
            #expect(seen == ids)
            #expect(try await bank.call(.get, ada.path + "/change_requests").json.arrayValue?.count == 10)
            let beyond = try await bank.call(.get, ada.path + "/change_requests?page%5Bnumber%5D=9")
            #expect(beyond.status == 200)
            #expect(beyond.json == [])
            for query in ["page%5Bnumber%5D=0", "page%5Bsize%5D=0", "page%5Bsize%5D=1001", "page%5Bsize%5D=x"] {
                #expect(try await bank.call(.get, ada.path + "/change_requests?" + query).status == 400, "\(query)")
            }
        }
    }

    @Test("A business's list holds exactly the business's change requests (S0-028)")
    func listsTheBusinesssOwn() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank, number: nil)
            _ = try await ada.trigger()
            let business = try await bank.call(.post, "/v1/businesses", ["name": "Engines"]).id
            let path = "/v1/businesses/\(business)/change_requests"
            #expect(try await bank.call(.get, path).json == [])
            let opened = try await bank.call(.post, "/_sandbox/change_requests", ["business_id": .string(business)])
            let listed = try await bank.call(.get, path)
            #expect(listed.json.arrayValue?.compactMap { $0["id"]?.stringValue } == [opened.id])
            #expect(listed.header("total") == "1")
        }
    }

    @Test("The list of an unknown owner is a 404, not an empty success (S0-029)")
    func answersNotFound_whenTheOwnerIsUnknown() async throws {
        try await RunningSandbox.with { bank in
            for owner in ["persons", "businesses"] {
                let reply = try await bank.call(.get, "/v1/\(owner)/nobody/change_requests")
                #expect(reply.status == 404)
                #expect(reply.error.code == .modelNotFound)
            }
        }
    }
}
