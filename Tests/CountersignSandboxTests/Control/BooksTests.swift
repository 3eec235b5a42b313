import Countersign
import CountersignAPI
import GRDB
import Testing

@testable import CountersignSandbox

@Suite struct BooksTests {
    @Test("A snapshot brings everything back, in memory and on file", arguments: [false, true])
    func restoresTheBooks_whenTheyHaveChanged(onFile: Bool) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var settings = SandboxSettings()
        if onFile { settings.storage = .folder(folder.path) }
        try await RunningSandbox.with(settings) { bank in
            let customer = try await Customer.create(at: bank)
            let phone = try await customer.bind()
            let change = try await customer.rename(to: "Grace")
            let signature = try await change.sign(phone)
            let shot = try await bank.call(.post, "/_sandbox/snapshots")
            #expect(shot.status == 201)
            for _ in 0..<2 {
                // Spent, then restored: it can be spent again.
                #expect(try await change.confirm(phone, signature.field)["status"] == "COMPLETED")
                #expect(try await change.confirm(phone, signature.field).status == 403)
                #expect(try await bank.call(.delete, "/v1/mfa/devices/\(phone.id)").status == 204)
                let token = try await bank.freshToken()
                #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
                #expect(try await customer.firstName == "Ada")
                #expect(try await change.status == "CONFIRMATION_REQUIRED")
                // A token that was given out after the snapshot goes on.
                #expect(try await bank.call(.get, customer.path, token: token).status == 200)
            }
            #expect(try await bank.call(.delete, "/_sandbox/snapshots/\(shot.id)").status == 204)
            #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 404)
            for _ in 0..<SnapshotShelf.limit {
                #expect(try await bank.call(.post, "/_sandbox/snapshots").status == 201)
            }
            #expect(try await bank.call(.post, "/_sandbox/snapshots").status == 409)
        }
    }

    @Test("A restore leaves other clients alone")
    func keepsOtherBooks_whenOneIsRestored() async throws {
        try await RunningSandbox.with { bank in
            let other = try await bank.asClient("other")
            let shot = try await bank.call(.post, "/_sandbox/snapshots")
            let stranger = try await Customer.create(at: other, number: nil)
            #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
            #expect(try await other.call(.get, stranger.path).status == 200)
            #expect(try await other.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 404)
        }
    }

    @Test("Reset empties the books, ends faults, clears the journal, and begins the seeded ids again")
    func beginsAgain_whenReset() async throws {
        var settings = SandboxSettings()
        settings.seed = 7
        try await RunningSandbox.with(settings) { bank in
            let customer = try await Customer.create(at: bank)
            let code = try await bank.code(to: customer.number)
            _ = try await bank.call(.post, "/_sandbox/faults", ["operation": "createPerson", "status": 500])
            #expect(try await bank.call(.post, "/_sandbox/reset").status == 204)
            #expect(try await bank.call(.get, customer.path).status == 404)
            #expect(try await bank.call(.get, "/_sandbox/journal").header("total") == "1")
            let again = try await Customer.create(at: bank)
            #expect(again.id == customer.id)
            #expect(try await bank.code(to: customer.number) == code)
        }
    }

    @Test("Seeded ids follow a restore as they followed the snapshot")
    func repeatsIDs_whenRestored() async throws {
        var settings = SandboxSettings()
        settings.seed = 7
        try await RunningSandbox.with(settings) { bank in
            let shot = try await bank.call(.post, "/_sandbox/snapshots")
            let first = try await Customer.create(at: bank)
            #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
            #expect(try await Customer.create(at: bank).id == first.id)
        }
    }

    @Test("Seeded ids follow a restore, though others were writing when the snapshot was taken")
    func givesNewIDs_whenRestoredFromAmongWrites() async throws {
        var settings = SandboxSettings()
        settings.seed = 7
        try await RunningSandbox.with(settings) { bank in
            for _ in 0..<5 {
                let shot = try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<30 { group.addTask { _ = try await bank.call(.post, "/v1/persons", [:]) } }
                    let shot = try await bank.call(.post, "/_sandbox/snapshots")
                    try await group.waitForAll()
                    return shot
                }
                #expect(try await bank.call(.post, "/_sandbox/snapshots/\(shot.id)/restore").status == 204)
                for _ in 0..<30 { #expect(try await bank.call(.post, "/v1/persons", [:]).status == 201) }
            }
        }
    }

    @Test("A reset that fails leaves the books and the row of ids as they were")
    func keepsTheRowOfIDs_whenAResetFails() async throws {
        var settings = SandboxSettings()
        settings.seed = 7
        try await RunningSandbox.with(settings) { bank in
            for _ in 0..<3 { #expect(try await bank.call(.post, "/v1/persons", [:]).status == 201) }
            try await bank.books.database.write { db in
                try db.execute(
                    sql: "CREATE TRIGGER full BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
            }
            #expect(try await bank.call(.post, "/_sandbox/reset").status == 500)
            for _ in 0..<3 { #expect(try await bank.call(.post, "/v1/persons", [:]).status == 201) }
        }
    }

    @Test("A seed gives persons, numbers, devices, accounts and businesses that work")
    func worksAsSeeded() async throws {
        let key = try SigningKey()
        let books = SeedBooks(
            persons: [
                SeedPerson(
                    id: "ada", attributes: PersonAttributes(["first_name": "Ada"]), number: "+491512345678",
                    devices: [SeedDevice(id: "phone", name: "Phone", keys: [.init(key: key.verifyingKey.hexPoint)])],
                    accounts: [SeedAccount(id: "account", balance: 1000)]),
                SeedPerson(number: "+491512345679", verified: false),
            ],
            businesses: [SeedBusiness(id: "shop", name: "Shop", legalRepresentatives: ["ada"])])
        var settings = SandboxSettings()
        settings.books = books
        try await RunningSandbox.with(settings) { bank in
            let customer = Customer(bank: bank, id: "ada", number: "+491512345678")
            let phone = Phone(bank: bank, id: "phone", key: key)
            let change = try await customer.rename(to: "Grace")
            let signature = try await change.sign(phone)
            #expect(try await change.confirm(phone, signature.field)["status"] == "COMPLETED")
            let second = try await customer.trigger()
            #expect(try await second.completeBySMS(customer)["status"] == "COMPLETED")
            #expect(try await bank.call(.get, "/v1/businesses/shop").status == 200)
            // The same ids a second time are refused, and nothing of them is kept.
            let wire = try WireJSON.value(of: SeedBooks(persons: [SeedPerson(id: "new")] + (books.persons ?? [])))
            #expect(try await bank.call(.post, "/_sandbox/seed", wire).status == 409)
            #expect(try await bank.call(.get, "/v1/persons/new").status == 404)
            let bad: [JSONValue] = [
                ["persons": [["number": "12"]]], ["persons": [["devices": [["keys": [["key": "04"]]]]]]],
                ["businesses": [["name": "x", "legal_representatives": ["nobody"]]]], ["persons": 1],
            ]
            for body in bad { #expect([400, 404].contains(try await bank.call(.post, "/_sandbox/seed", body).status)) }
            // A reset brings the seed back, and another client begins with it too.
            #expect(try await bank.call(.post, "/_sandbox/reset").status == 204)
            #expect(try await customer.firstName == "Ada")
            #expect(try await bank.asClient("other").call(.get, "/v1/persons/ada")["first_name"] == "Ada")
        }
    }

    @Test("A seed is judged by the rules of the API, and a refusal names the place; nothing of it is kept then")
    func namesThePlace_whenASeedIsWrong() async throws {
        let point = try SigningKey().verifyingKey.hexPoint
        let keys: JSONValue = [["key": .string(point)]]
        let persons: [(JSONObject, Int, String)] = [
            (["id": ""], 400, "id"), (["id": ".."], 400, "id"), (["number": "12"], 400, "number"),
            (["devices": [["keys": []]]], 400, "devices.0.keys"),
            (["devices": [["keys": keys], ["keys": [["key": "04"]]]]], 400, "devices.1.keys.0.key"),
            (["devices": [["keys": [["key": "", "key_purpose": "x"]]]]], 400, "devices.0.keys.0.key_purpose"),
            (["devices": [["id": "", "keys": keys]]], 400, "devices.0.id"),
            (["devices": [["keys": keys], ["keys": keys]]], 409, "devices.1.keys.0"),
            (["accounts": [[:], ["id": ""]]], 400, "accounts.1.id"), (["id": "ada"], 409, ""),
        ]
        try await RunningSandbox.with { bank in
            for (person, status, field) in persons {
                let body: JSONValue = ["persons": [["id": "ada"], .object(person)]]
                let reply = try await bank.call(.post, "/_sandbox/seed", body)
                #expect(reply.status == status, "\(person)")
                #expect(reply.error.source?.field == "persons.1" + (field.isEmpty ? "" : "." + field))
            }
            let business: JSONValue = ["businesses": [["name": "Shop", "legal_representatives": ["nobody"]]]]
            let reply = try await bank.call(.post, "/_sandbox/seed", business)
            #expect(reply.status == 404)
            #expect(reply.error.source?.field == "businesses.0.legal_representatives.0")
            #expect(try await bank.call(.get, "/v1/persons/ada").status == 404)
            // What people type between the digits of a number goes, as with the API.
            let typed: JSONValue = ["persons": [["id": "ada", "number": "+49 151/234-5678"]]]
            #expect(try await bank.call(.post, "/_sandbox/seed", typed).status == 201)
            #expect(try await bank.call(.get, "/v1/persons/ada/mobile_number")["number"] == "+491512345678")
        }
    }

    @Test("Customer support takes the number and all devices away, and what was sent before is void (S2-021)")
    func voidsEverything_whenSupportResets() async throws {
        try await RunningSandbox.with { bank in
            let customer = try await Customer.create(at: bank)
            let phone = try await customer.bind()
            let bySMS = try await customer.trigger()
            #expect(try await bySMS.authorize("mobile_number", customer).status == 201)
            let code = try await bank.code(to: customer.number)
            let byDevice = try await customer.trigger()
            let signature = try await byDevice.sign(phone)
            #expect(try await bank.call(.post, "/_sandbox/persons/\(customer.id)/reset-2fa").status == 204)
            #expect(try await bank.call(.get, customer.numberPath).status == 404)
            #expect(try await bank.call(.get, "/v1/mfa/devices/\(phone.id)").status == 404)
            #expect(try await bySMS.confirm(customer, code).status == 403)
            #expect(try await byDevice.confirm(phone, signature.field).status != 200)
            #expect(try await bank.call(.post, "/_sandbox/persons/nobody/reset-2fa").status == 404)
            var again = customer
            try await again.verify("+491512345670")
            #expect(try await again.trigger().completeBySMS(again)["status"] == "COMPLETED")
        }
    }
}
