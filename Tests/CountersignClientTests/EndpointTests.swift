import CountersignAPI
import CountersignClient
import Testing

/// That every operation of the wire has its function, and that each function makes the call that it names.
struct EndpointTests {
    private typealias Function = @Sendable (BankClient) async throws -> Void

    private static let consent = RecordDeviceConsent(eventType: .approved, confirmedAt: Timestamp(milliseconds: 0))
    private static let amount = Amount(value: 1000)
    private static let proof = AddDeviceKey.DeviceSignature(signatureKeyPurpose: nil, signature: "00")

    private static let functions = tokensAndWebhooks + customers + devices + challenges + changeRequests + control

    private static let tokensAndWebhooks: [(Endpoint, Function)] = [
        (.createToken, { _ = try await $0.fetchToken(for: .init(clientID: "a", clientSecret: "b")) }),
        (.createLegacyToken, { _ = try await $0.fetchLegacyToken(for: .init(clientID: "a", clientSecret: "b")) }),
        (.createWebhook, { _ = try await $0.createWebhook(.scaChallenge, url: "https://x") }),
        (.listWebhooks, { _ = try await $0.webhooks() }),
        (.readWebhook, { _ = try await $0.webhook("w") }),
        (.deleteWebhook, { try await $0.deleteWebhook("w") }),
    ]

    private static let customers: [(Endpoint, Function)] = [
        (.createPerson, { _ = try await $0.createPerson(PersonAttributes()) }),
        (.readPerson, { _ = try await $0.person("p") }),
        (.updatePerson, { _ = try await $0.updatePerson("p", PersonAttributes()) }),
        (.createMobileNumber, { _ = try await $0.createMobileNumber("+49", of: "p", withIdentification: "i") }),
        (.readMobileNumber, { _ = try await $0.mobileNumber(of: "p") }),
        (.authorizeMobileNumber, { _ = try await $0.authorizeMobileNumber("+49", of: "p") }),
        (.confirmMobileNumber, { _ = try await $0.confirmMobileNumber("+49", token: "1", of: "p") }),
        (.deleteMobileNumber, { _ = try await $0.deleteMobileNumber("+49", of: "p") }),
        (.createAccount, { _ = try await $0.createAccount(of: "p") }),
        (
            .createSEPACreditTransfer,
            {
                let order = CreateSEPACreditTransfer(recipientName: "n", recipientIBAN: "i", amount: amount)
                _ = try await $0.createSEPACreditTransfer(order, from: "a")
            }
        ),
        (
            .createTrustedIBAN,
            { _ = try await $0.createTrustedIBAN(CreateTrustedIBAN(iban: "i"), account: "a", of: "p") }
        ),
        (.listTrustedIBANs, { _ = try await $0.trustedIBANs(account: "a", of: "p") }),
        (.createBusiness, { _ = try await $0.createBusiness(name: "n") }),
        (.readBusiness, { _ = try await $0.business("b") }),
        (.addLegalRepresentative, { try await $0.addLegalRepresentative("p", to: "b") }),
    ]

    private static let devices: [(Endpoint, Function)] = [
        (.bindDevice, { _ = try await $0.bindDevice(BindDevice(personID: "p", key: "04")) }),
        (.listDevices, { _ = try await $0.devices(of: "p") }),
        (.readDevice, { _ = try await $0.device("d") }),
        (.deleteDevice, { try await $0.deleteDevice("d") }),
        (.listDeviceKeys, { _ = try await $0.deviceKeys(of: "d") }),
        (
            .addDeviceKey,
            { _ = try await $0.addDeviceKey(AddDeviceKey(key: "04", keyPurpose: nil, deviceSignature: proof), to: "d") }
        ),
        (.createDeviceConsent, { _ = try await $0.createDeviceConsent(consent, of: "p") }),
        (.updateDeviceConsent, { _ = try await $0.updateDeviceConsent("c", consent, of: "p") }),
        (.createDeviceActivity, { _ = try await $0.createDeviceActivity(.init(activityType: .appStart), of: "p") }),
    ]

    private static let challenges: [(Endpoint, Function)] = [
        (.readSignatureChallenge, { _ = try await $0.signatureChallenge("c") }),
        (.verifySignatureChallenge, { try await $0.verifySignatureChallenge("c", signature: "00") }),
        (.createDeviceChallenge, { _ = try await $0.createDeviceChallenge(.init(deviceID: "d")) }),
        (.readDeviceChallenge, { _ = try await $0.deviceChallenge("c") }),
        (.verifyDeviceChallenge, { try await $0.verifyDeviceChallenge("c", signature: "00") }),
        (.createSMSChallenge, { _ = try await $0.createSMSChallenge(for: "p") }),
        (.readSMSChallenge, { _ = try await $0.smsChallenge("c") }),
        (.verifySMSChallenge, { try await $0.verifySMSChallenge("c", code: "1") }),
        (
            .createActivationChallenge,
            { _ = try await $0.createActivationChallenge(.init(personID: "p", origin: .web)) }
        ),
        (.listActivationChallenges, { _ = try await $0.activationChallenges(of: "p") }),
        (.readActivationChallenge, { _ = try await $0.activationChallenge("c") }),
        (.deleteActivationChallenge, { try await $0.deleteActivationChallenge("c") }),
        (.createDeliveryEvent, { _ = try await $0.createDeliveryEvent(.sent, of: "c") }),
        (.listDeliveryEvents, { _ = try await $0.deliveryEvents(of: "c") }),
        (.readDeliveryEvent, { _ = try await $0.deliveryEvent("e", of: "c") }),
    ]

    private static let changeRequests = documentedChangeRequests + dialect

    private static let documentedChangeRequests: [(Endpoint, Function)] = [
        (.authorizeChangeRequest, { _ = try await $0.authorize("cr", bySMSTo: "p") }),
        (.confirmChangeRequest, { _ = try await $0.confirm("cr", otp: "1", person: "p") }),
        (.readChangeRequest, { _ = try await $0.changeRequest("cr") }),
        (.listPersonChangeRequests, { _ = try await $0.changeRequests(ofPerson: "p") }),
        (.listBusinessChangeRequests, { _ = try await $0.changeRequests(ofBusiness: "b") }),
    ]

    private static var dialect: [(Endpoint, Function)] {
        let functions = dialect(versioned: false) + dialect(versioned: true)
        return zip(Endpoint.dialect, functions).map { ($0, $1) }
    }

    private static func dialect(versioned: Bool) -> [Function] {
        [
            { _ = try await $0.dialect(versioned: versioned).authorizeWithSMS("cr") },
            { _ = try await $0.dialect(versioned: versioned).confirmWithOTP("cr", "1") },
            { _ = try await $0.dialect(versioned: versioned).deviceChallenge("cr") },
            { _ = try await $0.dialect(versioned: versioned).confirmWithDevice("cr", "00") },
        ]
    }

    private static let control: [(Endpoint, Function)] = [
        (.triggerChangeRequest, { _ = try await $0.sandbox.triggerChangeRequest(.init(personID: "p")) }),
        (
            .triggerSCAChallenge,
            {
                let merchant = SCAChallengePayload.Merchant(name: "m", country: nil, url: nil)
                let order = TriggerSCAChallenge(personID: "p", amount: amount, merchant: merchant)
                _ = try await $0.sandbox.triggerSCAChallenge(order)
            }
        ),
        (.resetTwoFactor, { try await $0.sandbox.resetTwoFactor(of: "p") }),
        (.listMessages, { _ = try await $0.sandbox.messages(to: "+49", after: "m") }),
        (.waitForMessage, { _ = try await $0.sandbox.message(to: "+49", after: "m", within: 5) }),
        (.readClock, { _ = try await $0.sandbox.clock() }),
        (.freezeClock, { _ = try await $0.sandbox.freezeClock() }),
        (.advanceClock, { _ = try await $0.sandbox.advanceClock(.init(seconds: 1)) }),
        (.resumeClock, { _ = try await $0.sandbox.resumeClock() }),
        (.reset, { try await $0.sandbox.reset() }),
        (.seedBooks, { _ = try await $0.sandbox.seed(.init()) }),
        (.createSnapshot, { _ = try await $0.sandbox.createSnapshot() }),
        (.restoreSnapshot, { try await $0.sandbox.restoreSnapshot("s") }),
        (.deleteSnapshot, { try await $0.sandbox.deleteSnapshot("s") }),
        (.createFault, { _ = try await $0.sandbox.createFault(.init(status: 500)) }),
        (.listFaults, { _ = try await $0.sandbox.faults() }),
        (.deleteFault, { try await $0.sandbox.deleteFault("f") }),
        (.deleteFaults, { try await $0.sandbox.deleteFaults() }),
        (.listJournal, { _ = try await $0.sandbox.journal() }),
        (.readJournalEntry, { _ = try await $0.sandbox.journalEntry("e") }),
        (.listDeliveries, { _ = try await $0.sandbox.deliveries(of: "w") }),
        (.redeliver, { _ = try await $0.sandbox.redeliver("d") }),
    ]

    @Test func hasAFunction_forEveryOperation() {
        // The Security API (V2) has functions and tests of its own.
        let control = Endpoint.control.filter { !$0.template.contains("security-v2") && $0 != .readTokenKeys }
        #expect(Set(Self.functions.map(\.0)) == Set(Endpoint.all + control))
        #expect(Self.functions.count == 80)
    }

    @Test func makesTheCallOfTheOperation_andNoOther() async throws {
        try await StubServer.withEverything({ _ in [.plain(418, "")] }) { stub in
            let bank = try stub.client(.token("t"))
            for (endpoint, function) in Self.functions {
                let before = (stub.calls + stub.tokenFetches).count
                let error = await failure { try await function(bank) }
                #expect(error?.code == .refused && error?.status == 418 && error?.operation == endpoint.name)
                #expect((stub.calls + stub.tokenFetches).count == before + 1)
                let call = try #require((endpoint.needsToken ? stub.calls : stub.tokenFetches).last)
                #expect(call.method == endpoint.method.rawValue, "\(endpoint.name)")
                #expect(endpoint.ids(in: call.path)?.count == endpoint.parameters.count, "\(endpoint.name)")
                let query = FormBody(String(call.target.drop { $0 != "?" }.dropFirst()))
                let names = Set((query?.pairs ?? []).map(\.name))
                #expect(names.isSubset(of: endpoint.query), "\(endpoint.name) \(names)")
                #expect(call.headers["authorization"] == "Bearer t" || !endpoint.needsToken)
            }
        }
    }

    @Test func takesAnyStatus2xx_forSuccess() async throws {
        for status in [200, 201, 202, 204] {
            try await StubServer.with({ _ in [.plain(status, status == 204 ? "" : "stray text")] }) { stub in
                let bank = try stub.client()
                try await bank.deleteDevice("d")
                try await bank.verifySignatureChallenge("c", signature: "00")
            }
        }
        for status in [200, 201, 202] {
            let body: JSONValue = ["id": "cr", "status": "COMPLETED", "response_code": 404]
            try await StubServer.with({ _ in [.answer(status, body)] }) { stub in
                let done = try await stub.client().confirm("cr", otp: "1", person: "p")
                #expect(done.status == .completed && done.responseCode == 404)
            }
        }
    }

    @Test func tellsWhatWasExecuted_fromWhatWaitsForTheCustomer() async throws {
        for pending in [
            #"{"id":"cr","status":"AUTHORIZATION_REQUIRED"}"#, #"{"change_request_id":"cr"}"#,
            #"{"change_request":{"id":"cr","status":"AUTHORIZATION_REQUIRED"},"id":"transfer"}"#,
        ] {
            try await StubServer.with({ _ in [.plain(202, pending)] }) { stub in
                let outcome = try await stub.client().updatePerson("p", PersonAttributes())
                #expect(outcome.changeRequestID == "cr" && outcome.value == nil, "\(pending)")
            }
        }
        try await StubServer.with({ _ in [.plain(200, #"{"id":"p","first_name":"Ada"}"#)] }) { stub in
            let outcome = try await stub.client().updatePerson("p", PersonAttributes())
            #expect(outcome.value?.attributes.firstName == "Ada" && outcome.changeRequestID == nil)
        }
    }

    @Test func readsThePagesOfAList() async throws {
        let list = #"[{"id":"a","status":"COMPLETED"},{"id":"b","status":"NEW"}]"#
        let headers = "Total: 12\r\nper-page: 2\r\nlink: </v1/x?page%5Bnumber%5D=3>; rel=\"next\"\r\n"
        try await StubServer.with({ _ in [.plain(200, list, headers: headers)] }) { stub in
            let page = try await stub.client().changeRequests(ofPerson: "p", try Page(number: 2, size: 2))
            #expect(page.elements.map(\.id) == ["a", "b"] && page.total == 12 && page.hasNext)
            #expect(stub.calls.last?.target.hasSuffix("?page%5Bnumber%5D=2&page%5Bsize%5D=2") == true)
        }
        try await StubServer.with({ _ in [.plain(200, "[]", headers: "total: many\r\n")] }) { stub in
            let page = try await stub.client().changeRequests(ofPerson: "p")
            #expect(page.elements.isEmpty && page.total == nil && !page.hasNext)
        }
    }

    @Test func refusesAHeader_thatCouldCarryAnother() async throws {
        try await StubServer.with({ _ in [.changeRequest("COMPLETED")] }) { stub in
            let bank = try stub.client(.token("t\r\nx-evil: 1"))
            #expect(await failure { _ = try await bank.changeRequest("cr") }?.code == .invalidRequest)
            #expect(stub.calls.isEmpty)
        }
    }
}
