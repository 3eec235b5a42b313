import CountersignAPI
import CountersignDevice
import CountersignHarness
import Foundation
import Logging
import ServiceLifecycle
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A phone over HTTP, driven as another language drives it.
struct PhoneServerTests {
    struct Reply {
        let status: Int
        let body: JSONValue
    }

    private func call(
        _ port: Int, _ method: String, _ path: String, _ body: JSONValue? = nil, type: String = "application/json"
    ) async throws -> Reply {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        request.httpMethod = method
        request.timeoutInterval = 60
        if let body {
            request.setValue(type, forHTTPHeaderField: "content-type")
            request.httpBody = Data(WireJSON.encode(body))
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = try #require(response as? HTTPURLResponse).statusCode
        return Reply(status: status, body: data.isEmpty ? .null : try WireJSON.parse(Array(data)))
    }

    private func run(
        _ change: (inout PhoneServer.Settings) -> Void = { _ in }, _ body: @Sendable (Int) async throws -> Void
    ) async throws {
        var settings = PhoneServer.Settings()
        settings.port = 0
        change(&settings)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try PhoneServer(settings, logger: logger)
        let services = ServiceGroup(configuration: .init(services: [server], logger: logger))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await services.run() }
            let result: Result<Void, any Error>
            do { result = .success(try await body(try await server.port)) } catch { result = .failure(error) }
            await services.triggerGracefulShutdown()
            while await group.nextResult() != nil {}
            try result.get()
        }
    }

    @Test("Create, sign, read what was signed, clone, delete")
    func signsOverHTTP() async throws {
        try await run { port in
            let made = try await call(port, "POST", "/devices", ["name": "Ada's phone"])
            #expect(made.status == 201)
            let key = try VerifyingKeyText.key(made.body["keys"]?.arrayValue?.first?["key"]?.stringValue)
            let signed = try await call(port, "POST", "/devices/Ada%27s%20phone/sign", ["text": "212212"])
            #expect(signed.status == 200)
            #expect(signed.body["expected"] == "2xx")
            #expect(try VerifyingKeyText.accepts(key, signed.body["signature"]?.stringValue, "212212"))
            let log = try await call(port, "GET", "/devices/Ada%27s%20phone/signed")
            #expect(log.body.arrayValue?.map { $0["text"] } == ["212212"])
            #expect(try await call(port, "POST", "/devices/Ada%27s%20phone/clone", ["name": "twin"]).status == 201)
            #expect(try await call(port, "GET", "/devices").body.arrayValue?.count == 2)
            #expect(try await call(port, "DELETE", "/devices/twin").status == 204)
            #expect(try await call(port, "GET", "/devices/twin").status == 404)
        }
    }

    @Test("Faults and policies are set; a question waits for its answer")
    func followsFaultsAndPolicies() async throws {
        try await run { port in
            _ = try await call(port, "POST", "/devices", ["name": "p", "purposes": ["unrestricted", "restricted"]])
            let faulty = try await call(port, "PATCH", "/devices/p", ["fault": "raw-rs"])
            #expect(faulty.body["fault"] == "raw-rs")
            let raw = try await call(port, "POST", "/devices/p/sign", ["text": "x"])
            #expect(raw.body["signature"]?.stringValue?.utf8.count == 128)
            #expect(raw.body["expected"] == "422 invalid_signature")
            _ = try await call(port, "PATCH", "/devices/p", ["fault": "", "policy": "deny"])
            let denied = try await call(port, "POST", "/devices/p/sign", ["text": "x"])
            #expect(denied.status == 403)
            #expect(denied.body["code"] == "denied")
            _ = try await call(port, "PATCH", "/devices/p", ["policy": "ask"])
            for isApproved in [true, false] {
                async let waiting = call(port, "POST", "/devices/p/sign", ["text": "y", "amount": 5, "subject": "s"])
                var number: Int?
                while number == nil {
                    let open = try await call(port, "GET", "/devices/p/questions").body.arrayValue ?? []
                    number = open.first?["number"]?.intValue
                    if let question = open.first { #expect(question["amount"] == 5 && question["subject"] == "s") }
                }
                let path = "/devices/p/questions/\(try #require(number))"
                #expect(try await call(port, "POST", path, ["approve": .bool(isApproved)]).status == 204)
                #expect(try await waiting.status == (isApproved ? 200 : 403))
                #expect(try await call(port, "POST", path, ["approve": true]).status == 404)
            }
        }
    }

    @Test("A question that nobody answers ends in time")
    func givesUp_whenNobodyAnswers() async throws {
        try await run({ $0.patience = .milliseconds(50) }) { port in
            _ = try await call(port, "POST", "/devices", ["name": "p", "policy": "ask"])
            let reply = try await call(port, "POST", "/devices/p/sign", ["text": "x"])
            #expect(reply.status == 408)
            #expect(reply.body["code"] == "unanswered")
        }
    }

    @Test("With a bank: bind, approve, rotate, log in; without one it says so")
    func worksWithABank() async throws {
        try await TestBank.run { bank in
            let customer = try await bank.customer()
            try await run({ $0.bank = bank.bank }) { port in
                _ = try await call(port, "POST", "/devices", ["name": "p"])
                let early = try await call(port, "POST", "/devices/p/login", [:])
                #expect(early.status == 409 && early.body["code"] == "not_bound")
                let bound = try await call(
                    port, "POST", "/devices/p/bind",
                    ["person_id": .string(customer.person.text), "number": .string(customer.number)])
                #expect(bound.body["observed"] == "2xx")
                let transfer = try await bank.orderTransfer(by: customer)
                let paid = try await call(
                    port, "POST", "/devices/p/approve", ["change_request_id": .string(transfer.text)])
                #expect(paid.body["change_request"]?["status"] == "COMPLETED")
                #expect(try await call(port, "POST", "/devices/p/rotate", ["purpose": "restricted"]).status == 200)
                #expect(try await call(port, "POST", "/devices/p/login", [:]).body["as_expected"] == true)
                let unknown = try await call(port, "POST", "/devices/p/approve", ["change_request_id": "x"])
                #expect(unknown.status == 502 && unknown.body["code"] == "model_not_found")
            }
            try await run { port in
                _ = try await call(port, "POST", "/devices", ["name": "p"])
                #expect(try await call(port, "POST", "/devices/p/login", [:]).status == 409)
            }
        }
    }

    @Test("What cannot be read is refused, and the server goes on")
    func refusesNonsense() async throws {
        try await run { port in
            _ = try await call(port, "POST", "/devices", ["name": "p"])
            let bad: [(String, String, JSONValue?, Int)] = [
                ("POST", "/devices", nil, 400), ("POST", "/devices", [], 400), ("POST", "/devices", ["name": 1], 400),
                ("POST", "/devices", ["name": ""], 400), ("POST", "/devices", ["name": "p"], 409),
                ("POST", "/devices", ["name": "q", "policy": "maybe"], 400),
                ("POST", "/devices", ["name": "q", "fault": "x"], 400),
                ("POST", "/devices", ["name": "q", "purposes": []], 400),
                ("POST", "/devices", ["name": "q", "purposes": ["restricted", "restricted"]], 400),
                ("GET", "/devices/nobody", nil, 404), ("POST", "/devices/p/sign", [:], 400),
                ("POST", "/devices/p/sign", ["text": "x", "amount": "5"], 400),
                ("POST", "/devices/p/sign", ["text": "x", "purpose": "restricted"], 409),
                ("POST", "/devices/p/questions/1", ["approve": true], 404),
                ("POST", "/devices/p/questions/x", ["approve": true], 404),
                ("POST", "/devices/p/keys/00", ["adopted": true], 400), ("GET", "/nothing", nil, 404),
            ]
            for (method, path, body, status) in bad {
                #expect(try await call(port, method, path, body).status == status, "\(method) \(path) \(body ?? .null)")
            }
            let form = try await call(port, "POST", "/devices", ["name": "q"], type: "text/plain")
            #expect(form.status == 415)
            #expect(try await call(port, "GET", "/devices").body.arrayValue?.count == 1)
        }
    }

    @Test("The description names every operation with its path")
    func describesItself() async throws {
        try await run { port in
            let document = try await call(port, "GET", "/openapi.json").body
            #expect(document["openapi"] == "3.1.0")
            let paths = try #require(document["paths"]?.objectValue)
            let operations = paths.members.flatMap { $0.value.objectValue?.members ?? [] }
            let names = Set(operations.compactMap { $0.value["operationId"]?.stringValue })
            #expect(names.count == operations.count)
            #expect(
                names.isSuperset(of: ["createPhone", "sign", "answerQuestion", "listSigned", "bindPhone", "approve"]))
        }
    }

    @Test("Phones of a file are served, and what changes is in the file")
    func servesAFile() async throws {
        let memory = DeviceMemory()
        try await run({ $0.store = memory }) { port in
            _ = try await call(port, "POST", "/devices", ["name": "kept"])
            _ = try await call(port, "PATCH", "/devices/kept", ["policy": "deny"])
        }
        #expect(memory.read().records.map(\.policy) == [.deny])
        try await run({ $0.store = memory }) { (port: Int) async throws in
            #expect(try await call(port, "GET", "/devices/kept").body["policy"] == "deny")
            #expect(try await call(port, "DELETE", "/devices/kept").status == 204)
        }
        #expect(memory.read().records.isEmpty)
    }
}
