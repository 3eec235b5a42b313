import Countersign
import CountersignAPI
import FoundationEssentials
import Testing

@testable import CountersignSandbox

@Suite struct KeyTests {
    private func bind(_ customer: Customer, _ key: String) async throws -> Reply {
        try await customer.bank.call(
            .post, "/v1/mfa/devices",
            ["person_id": .string(customer.id), "key_type": "ecdsa-p256", "key": .string(key)])
    }

    private func add(_ phone: Phone, _ key: String, by signer: SigningKey, _ more: JSONObject = [:]) async throws
        -> Reply
    {
        let body: JSONObject = [
            "key": .string(key), "key_type": "ecdsa-p256",
            "device_signature": ["signature": .string(try signer.field(for: Challenge(key)))],
        ]
        return try await phone.bank.call(.post, "/v1/mfa/devices/\(phone.id)/keys", .object(body.merging(more)))
    }

    @Test("Only the hex of an uncompressed point is a key; the refusal names what was sent (C10)")
    func namesWhatWasSent_whenItIsNoHexPoint() async throws {
        let key = try SigningKey().verifyingKey
        let point = key.hexPoint
        let x = String(point.dropFirst(2).prefix(64))
        let zeros = String(repeating: "0", count: 128)
        let compressed = (point.hasSuffix("0") ? "02" : "03") + x
        let refused: [(String, String)] = [
            ("", "found 0 characters"), (compressed, "as its compressed point in hex"),
            (String(point.dropFirst(2)), "without the leading 04"),
            ("3059301306072a8648ce3d020106082a8648ce3d030107034200" + point, "as SubjectPublicKeyInfo in hex"),
            (key.spkiPEM, "written in PEM"), (key.jwk, "as a JSON Web Key"), ("0x" + point, "with 0x"),
            (String(decoding: Data(key.x963Representation).base64EncodedData(), as: UTF8.self), "in Base64"),
            ("04" + zeros, "expected 130 hex digits"), ("00", "found 2 characters. The key is not a P-256 public key"),
            ("06" + point.dropFirst(2), "is not a P-256 public key"), (point + "00", "found 132 characters"),
            (String(point.dropLast()) + "g", "expected 130 hex digits"), (point + "\n", "white space"),
            (String(point.dropLast(2)), "found 128 characters. The key is not a P-256 public key"),
            (String(point.dropLast()) + "１", "found 132 characters"),
            (String(repeating: "04", count: 5000), "found 10000 characters"),
            // On no curve, not reduced, and on another curve (secp256k1's generator).
            ("04" + String(repeating: "1", count: 128), "expected 130 hex digits"),
            ("04ffffffff00000001000000000000000000000000ffffffffffffffffffffffff" + zeros.prefix(64), "expected 130"),
            (
                "0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", "expected 130"
            ),
        ]
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            for (text, words) in refused {
                let reply = try await bind(ada, text)
                #expect(reply.status == 400, "\(text)")
                #expect(reply.error.code == .validationError)
                #expect(reply.error.source?.field == "key")
                #expect(reply.error.detail?.contains(words) == true, "\(reply.error.detail ?? "") for \(words)")
            }
            #expect(try await bind(ada, point.uppercased()).status == 202)
        }
    }

    @Test("A key serves one device: bound to one, it is a conflict for everybody (C10)")
    func conflicts_whenTheKeyIsBound() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let eve = try await Customer.create(at: bank, number: "+491512345679")
            let phone = try await ada.bind()
            let other = try await eve.bind()
            let point = phone.key.verifyingKey.hexPoint
            for customer in [ada, eve] {
                for text in [point, point.uppercased()] {
                    let reply = try await bind(customer, text)
                    #expect(reply.status == 409)
                    #expect(reply.error.code == .recordNotUnique)
                }
            }
            #expect(try await add(phone, point, by: phone.key).status == 409)
            #expect(try await add(other, point, by: other.key).status == 409)
        }
    }

    @Test("A binding that was not completed frees its key and dies when the key is bound anew")
    func replacesThePendingDevice_whenTheKeyComesAgain() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let key = try SigningKey()
            let first = try await ada.startBinding(key)
            let field = try key.field(for: Challenge(try await bank.code(to: ada.number)))
            let phone = try await ada.bind(key: key)
            #expect(phone.id != first.id)
            let late = try await bank.call(
                .put, "/v1/mfa/challenges/signatures/\(first.id)", ["signature": .string(field)])
            #expect(late.status == 404)
        }
    }

    @Test("The old key signs for the new one: its hex text as sent, not its bytes")
    func addsAKey_whenTheOldOneSignsItsText() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let restricted = try SigningKey()
            let point = restricted.verifyingKey.hexPoint
            let added = try await add(
                phone, point, by: phone.key,
                [
                    "key_purpose": "restricted",
                    "device_signature": [
                        "signature_key_purpose": "unrestricted",
                        "signature": .string(try phone.key.field(for: Challenge(point))),
                    ],
                ])
            #expect(added.status == 201)
            #expect(added.json.objectValue?.names == ["id"])
            let listed = try await bank.call(.get, "/v1/mfa/devices/\(phone.id)/keys")
            #expect(listed.json.arrayValue?.count == 1)
            let element = listed.json.arrayValue?.first
            #expect(element?["device_id"] == .string(phone.id))
            #expect(element?["person_id"] == .string(ada.id))
            let keys = element?["keys"]?.arrayValue ?? []
            #expect(keys.compactMap { $0["key_purpose"]?.stringValue } == ["unrestricted", "restricted"])
            #expect(keys.last?["key_id"] == added["id"])
            #expect(keys.first?["key"] == nil)

            // Upper-case digits are another text: it is signed as it is sent.
            let upper = try SigningKey().verifyingKey.hexPoint.uppercased()
            #expect(try await add(phone, upper, by: phone.key).status == 201)
            let lower = try SigningKey().verifyingKey.hexPoint
            let wrong: JSONObject = [
                "device_signature": ["signature": .string(try phone.key.field(for: Challenge(lower)))]
            ]
            #expect(try await add(phone, lower.uppercased(), by: phone.key, wrong).status == 422)
            #expect(try await add(phone, lower, by: try SigningKey()).status == 422)
            #expect(try await add(phone, lower, by: restricted).status == 422)
            let byRestricted: JSONObject = [
                "device_signature": [
                    "signature_key_purpose": "restricted",
                    "signature": .string(try restricted.field(for: Challenge(lower))),
                ]
            ]
            #expect(try await add(phone, lower, by: restricted, byRestricted).status == 201)
        }
    }

    @Test("The newest key of a purpose is preferred, the older still accepted, unless switched")
    func prefersTheNewestKey() async throws {
        for acceptsOlder in [true, false] {
            var settings = SandboxSettings()
            settings.acceptsOlderKeys = acceptsOlder
            try await RunningSandbox.with(settings) { bank in
                let ada = try await Customer.create(at: bank)
                let phone = try await ada.bind()
                let newer = try SigningKey()
                #expect(try await add(phone, newer.verifyingKey.hexPoint, by: phone.key).status == 201)
                let keys = try await bank.books.read {
                    try $0.verifyingKeys(of: Identifier(phone.id), purpose: .unrestricted)
                }
                #expect(keys.first == newer.verifyingKey)
                let request = try await ada.trigger()
                let old = try await request.sign(phone).field
                #expect(try await request.confirm(phone, old).status == (acceptsOlder ? 200 : 422))
                let other = try await ada.trigger()
                let text = try #require(try await other.authorize(phone)["string_to_sign"]?.stringValue)
                #expect(try await other.confirm(phone, try newer.field(for: Challenge(text))).status == 200)
            }
        }
    }

    @Test("What a new key's call lacks is named")
    func namesTheField_whenAKeyCannotBeAdded() async throws {
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let point = try SigningKey().verifyingKey.hexPoint
            let cases: [(JSONObject, String)] = [
                (["key_type": "x"], "key_type"), (["key": "04"], "key"), (["key_purpose": "x"], "key_purpose"),
                (["device_signature": nil], "device_signature"),
                (["device_signature": [:]], "device_signature.signature"),
                (["device_signature": ["signature": ""]], "signature"),
                (
                    ["device_signature": ["signature": "00", "signature_key_purpose": "x"]],
                    "device_signature.signature_key_purpose"
                ),
                (["device_signature": ["signature": "00", "signature_key_purpose": "restricted"]], "key_purpose"),
            ]
            for (change, field) in cases {
                let reply = try await add(phone, point, by: phone.key, change)
                #expect(reply.status == 400, "\(change)")
                #expect(reply.error.source?.field == field, "\(change)")
            }
            let nowhere = Phone(bank: bank, id: "none", key: phone.key)
            #expect(try await add(nowhere, point, by: phone.key).status == 404)
        }
    }
}
