import Countersign
import CountersignAPI
import CountersignService
import Testing

@testable import CountersignSandbox

@Suite("Security API (V2): consumers and their devices") struct SecurityV2ConsumerTests {
    private func withPartner(_ body: @Sendable (Partner) async throws -> Void) async throws {
        try await RunningSandbox.with { bank in
            let partner = try await Partner.login(at: bank)
            try await partner.set()
            try await body(partner)
        }
    }

    @Test("ConsumerID is a required positive int32 in all four operations (S3-053, S3-058)")
    func judgesConsumers() async throws {
        try await withPartner { partner in
            let more: JSONObject = ["SDKDeviceReferenceID": 1, "SCAOptionID1FA": 6, "SCAOptionID2FA": 2]
            for operation in ["GetSCAPendingRequest", "ListSDKDevices", "PostLoginDetails", "DeRegisterSDKDevice"] {
                #expect(try await partner.call(operation, .object(more)).refuses("ConsumerID"), "\(operation)")
                for id: JSONValue in [
                    "21", "", 0, -1, true, [], nil, .number(JSONNumber(Int64(1) << 31)),
                    .number(JSONNumber(UInt64.max)),
                ] {
                    let body = (["ConsumerID": id] as JSONObject).merging(more)
                    let reply = try await partner.call(operation, .object(body))
                    #expect(reply.refuses("ConsumerID"), "\(operation) \(id)")
                }
                let largest = (["ConsumerID": .number(JSONNumber(Int32.max))] as JSONObject).merging(more)
                #expect(try await partner.call(operation, .object(largest)).status == 200)
            }
        }
    }

    @Test("Pending requests: none, then both, and gone after authorize, cancel and expiry (S3-003, S3-061, S3-062)")
    func listsWhatWaits() async throws {
        try await withPartner { partner in
            #expect(try await partner.pending().isEmpty)
            let first = try await partner.transfer(type: 0)
            let (second, _) = try await partner.transferBySMS()
            let stranger = try await partner.transfer(consumer: 22, type: 0)
            let listed = try await partner.pending()
            #expect(listed.map { $0["SCAReferenceNumber"] } == [.string(first), .string(second)])
            #expect(
                listed.first?.objectValue?.names == [
                    "SCAReferenceNumber", "Description", "SCAType", "Title", "AuthorizeOn", "StartDateTime",
                    "ExpiryDateTime", "RemainingResendCount", "RemainingFailAttempt",
                ])
            #expect(try await partner.pending(22).map { $0["SCAReferenceNumber"] } == [.string(stranger)])
            #expect(try await partner.authorize(first, Partner.factors).code == "000")
            #expect(try await partner.pending().map { $0["SCAReferenceNumber"] } == [.string(second)])
            #expect(try await partner.authorize(second, ["CancelRequest": true]).code == "000")
            #expect(try await partner.pending().isEmpty)
            partner.bank.clock.advance(by: .seconds(300))
            #expect(try await partner.pending(22).isEmpty)
        }
    }

    @Test("Devices: none, then the registered one, whose successor replaces it (S3-004, S3-063)")
    func listsTheDevice() async throws {
        try await withPartner { partner in
            #expect(try await partner.devices().isEmpty)
            let old = try await partner.registerDevice(name: "old")
            let new = try await partner.registerDevice(name: "new")
            #expect(old.id != new.id)
            let listed = try await partner.devices()
            #expect(
                listed == [
                    [
                        "SDKDeviceReferenceID": .number(JSONNumber(new.id)), "DeviceName": "new",
                        "RegisteredOn": "2021-12-22T15:05:33.634",
                    ]
                ])
            #expect(try await partner.devices(22).isEmpty)
            #expect(try await old.pushes().status == 404)
        }
    }

    @Test("Deregistering removes the device: not listed, no approvals, not removed twice (S3-002, S3-059)")
    func removesTheDevice() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            let reference = try await partner.transfer(type: 2)
            let body: JSONObject = ["ConsumerID": 21, "SDKDeviceReferenceID": .number(JSONNumber(phone.id))]
            let stranger = body.merging(["ConsumerID": 22])
            #expect(try await partner.call("DeRegisterSDKDevice", .object(stranger)).code == "102")
            #expect(try await partner.devices().count == 1)
            #expect(try await partner.call("DeRegisterSDKDevice", .object(body)).code == "000")
            #expect(try await partner.devices().isEmpty)
            #expect(try await phone.answer(reference).status == 404)
            #expect(try await partner.state(of: reference) == "pending")
            let again = try await partner.call("DeRegisterSDKDevice", .object(body))
            #expect(again.status == 200 && again.code == "102")
            // A device that comes later answers what it is asked, not what another one was.
            let next = try await partner.registerDevice()
            #expect(try await next.answer(reference).status == 403)
        }
    }

    @Test("SDKDeviceReferenceID is a required int64 (S3-058)")
    func judgesDeviceNumbers() async throws {
        try await withPartner { partner in
            #expect(
                try await partner.call("DeRegisterSDKDevice", ["ConsumerID": 21]).refuses("SDKDeviceReferenceID"))
            for id: JSONValue in ["1", "", true, nil, .number(JSONNumber(UInt64.max))] {
                let body: JSONValue = ["ConsumerID": 21, "SDKDeviceReferenceID": id]
                #expect(try await partner.call("DeRegisterSDKDevice", body).refuses("SDKDeviceReferenceID"), "\(id)")
            }
            for id in [Int64(1) << 40, .max, .min, 0] {
                let body: JSONValue = ["ConsumerID": 21, "SDKDeviceReferenceID": .number(JSONNumber(id))]
                let reply = try await partner.call("DeRegisterSDKDevice", body)
                #expect(reply.status == 200 && reply.code == "102")
            }
        }
    }

    @Test("A push waits on the device; its signed approval executes, once, and Authorize says 908 until then")
    func approvesOnTheDevice() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            let reply = try await partner.trigger()
            #expect(reply["SCARes"]?["SCAType"] == 2 && reply["SCARes"]?["AuthorizeOn"] == "Push")
            let reference = try #require(reply["SCARes"]?["SCAReferenceNumber"]?.stringValue)
            #expect(try await partner.bank.messages().isEmpty)
            #expect(try await phone.pushes().json.arrayValue?.first?["SCAReferenceNumber"] == .string(reference))
            #expect(try await partner.authorize(reference, Partner.factors).code == "908")
            // A signature of another key, over the other answer, and none at all.
            let stranger = try SigningKey().field(for: Challenge("approve \(reference)"))
            let rejection = try phone.key.field(for: Challenge("reject \(reference)"))
            for signature in [stranger, rejection, "00", "x"] {
                #expect(try await phone.answer(reference, signature: signature).status == 422)
            }
            #expect(try await phone.answer(reference, signature: "").status == 400)
            #expect(try await partner.state(of: reference) == "pending")
            #expect(try await phone.answer(reference).status == 204)
            #expect(try await partner.state(of: reference) == "executed")
            #expect(try await phone.answer(reference).status == 403)
            #expect(try await partner.authorize(reference, Partner.factors).code == "903")
            #expect(try await phone.pushes().json == [])
        }
    }

    @Test("A rejection executes nothing and lets the partner ask anew")
    func rejectsOnTheDevice() async throws {
        try await withPartner { partner in
            let phone = try await partner.registerDevice()
            let reference = try await partner.transfer()
            #expect(try await phone.answer(reference, approve: false).status == 204)
            #expect(try await phone.answer(reference).status == 403)
            // For the platform the request waits still; only the sandbox's own call says why.
            #expect(try await partner.state(of: reference) == "rejected")
            #expect(try await partner.authorize(reference, Partner.factors).code == "908")
            #expect(try await partner.pending().map { $0["SCAReferenceNumber"] } == [.string(reference)])
            #expect(try await partner.regenerate(reference, type: 2).code == "000")
            #expect(try await partner.state(of: reference) == "pending")
            #expect(try await phone.answer(reference).status == 204)
            #expect(try await partner.state(of: reference) == "executed")
            let late = try await partner.transfer()
            partner.bank.clock.advance(by: .seconds(300))
            #expect(try await phone.answer(late).status == 403)
        }
    }

    @Test("The sandbox's own calls refuse what makes no sense")
    func refusesTriggers_whenTheyMakeNoSense() async throws {
        try await withPartner { partner in
            for settings: JSONObject in [["number": "123"], ["management": "nobody"], ["blocked": 1]] {
                #expect(try await partner.set(settings).status == 400)
            }
            let nobody = try await partner.set(["management": "nobody"])["errors"]?.arrayValue?.first
            #expect(nobody?["source"]?["field"] == "management")
            #expect(nobody?["detail"] == #"expected one of bank, client, found "nobody""#)
            for id in ["0", "-1", "x", "2147483648"] {
                let reply = try await partner.bank.call(.put, "/_sandbox/security-v2/consumers/\(id)", [:])
                #expect(reply.status == 400, "\(id)")
            }
            for body: JSONValue in [[:], ["consumer_id": 0], ["consumer_id": 21, "sca_type": 3]] {
                #expect(try await partner.bank.call(.post, "/_sandbox/security-v2/transfers", body).status == 400)
            }
            #expect(try await partner.trigger(type: 2).code == "102")
            let bought = try await partner.bank.call(.post, "/_sandbox/security-v2/purchases", ["consumer_id": -3])
            #expect(bought.status == 400)
            let key: JSONValue = ["consumer_id": 21, "name": "x", "key": "04"]
            #expect(try await partner.bank.call(.post, "/_sandbox/security-v2/sdk-devices", key).status == 400)
            #expect(try await partner.bank.call(.get, "/_sandbox/security-v2/sdk-devices/x/pushes").status == 404)
            #expect(try await partner.bank.call(.get, "/_sandbox/security-v2/requests/x").status == 404)
            // They take the session's own token too, but no other of its kind.
            let path = "/_sandbox/security-v2/transfers"
            let body = Array(#"{"consumer_id":21,"sca_type":0}"#.utf8)
            #expect(try await partner.send(path, body).code == "900")
            #expect(try await partner.send(path, body, token: partner.token + "x").status == 401)
        }
    }
}
