import CountersignAPI
import Testing

@Suite struct TriggerTests {
    @Test func readsAndWritesATrigger_withAllItsMembers() throws {
        let text = """
            {"person_id":"p","template":"sepa_transaction","variables":{"iban":"DE1","amount":"1"},\
            "response_code":201,"response_body":{"id":7},"delay":30,"fails":true}
            """
        let trigger = try WireJSON.decode(TriggerChangeRequest.self, from: text.utf8)
        #expect(trigger.template == .sepaTransaction)
        #expect(trigger.delay == 30)
        #expect(trigger.fails == true)
        let again = try WireJSON.decode(TriggerChangeRequest.self, from: WireJSON.encode(trigger))
        #expect(again == trigger)
        #expect(try WireJSON.text(TriggerChangeRequest(personID: "p")) == "{\"person_id\":\"p\"}")
    }

    @Test func readsAnAccountOrder_withAndWithoutABalance() throws {
        #expect(try WireJSON.decode(CreateAccount.self, from: Array("{}".utf8)).balance == nil)
        let order = CreateAccount(balance: Amount(value: 5))
        #expect(try WireJSON.text(order) == "{\"balance\":{\"value\":5,\"unit\":\"cents\",\"currency\":\"EUR\"}}")
    }

    @Test func hasAPath_outsideOfTheEmulatedAPI() {
        #expect(Endpoint.triggerChangeRequest.template == "/_sandbox/change_requests")
        #expect(!Endpoint.all.contains(.triggerChangeRequest))
    }
}
