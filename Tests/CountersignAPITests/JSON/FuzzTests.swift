import CountersignAPI
import Testing

/// Every reader meets damaged bodies: a typed error or a value, never a trap. A trap ends the test process.
@Suite struct FuzzTests {
    private static let readers: [(String, @Sendable ([UInt8]) throws -> Void)] = [
        reader(AuthorizeChangeRequest.self, #"{"person_id":"1cper","delivery_method":"mobile_number"}"#),
        reader(ConfirmChangeRequest.self, #"{"device_id":"d","signature":"3045","person_id":"p","tan":"212212"}"#),
        reader(ConfirmWithOTP.self, #"{"code":"483920"}"#),
        reader(DeviceChallengeText.self, #"{"challenge":"c"}"#),
        reader(
            ChangeRequest.self,
            #"{"id":"b520","status":"COMPLETED","updated_at":"2021-12-22T15:05:33.634+00:00","#
                + #""response_body":{"id":1e9,"l":[[[]]]},"response_code":202}"#),
        reader(TriggeredChangeRequest.self, #"{"change_request":{"id":"x","updated_at":"2022-04-21T13:59:52Z"}}"#),
        reader(
            BindDevice.self,
            #"{"person_id":"p","key_type":"ecdsa-p256","key":"04","sms_challenge":{"app_signature":"e"},"language":"de"}"#
        ),
        reader(DeviceBinding.self, #"{"id":"d","challenge":{"id":"d","type":"signature"}}"#),
        reader([DeviceKeys].self, #"[{"device_id":"d","keys":[{"key_id":"k","key_purpose":"restricted"}]}]"#),
        reader(AddDeviceKey.self, #"{"key":"04","key_type":"ecdsa-p256","device_signature":{"signature":"30"}}"#),
        reader(DeviceChallenge.self, #"{"id":"c","text_to_sign":"t","expires_at":"2024-01-01T10:05:00.000Z"}"#),
        reader(ActivationChallenge.self, #"{"id":"a","origin":"WEB","created_at":"2024-01-01T10:05:00+0200"}"#),
        reader(ConfirmMobileNumber.self, #"{"number":"+491512345678","token":"212212"}"#),
        reader(Person.self, #"{"id":"1cper","first_name":"A","address":{"city":"B"},"tags":[1,2]}"#),
        reader(
            CreateSEPACreditTransfer.self,
            #"{"recipient_name":"n","recipient_iban":"i","amount":{"value":1,"unit":"cents","currency":"EUR"}}"#),
        reader(
            SCAChallengePayload.self,
            #"{"authenticate_change_request_id":"a","decline_change_request_id":"d","amount":{"value":1}}"#),
        reader(
            ErrorBody.self, #"{"errors":[{"id":"1ex","status":400,"code":"c","source":{"field":"f"}}],"backtrace":[]}"#),
        reader(AccessToken.self, #"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#),
        reader(
            OutboxMessage.self,
            #"{"id":"m","to":"+49151","language":"en","template":"authenticate","text":"t","otp":null,"sent_at":"2024-01-01T10:05:00Z"}"#
        ),
        reader(
            TriggerChangeRequest.self, #"{"person_id":"p","template":"data_change","variables":{"a":"b"},"delay":1}"#),
    ]

    private static func reader<T: Codable & SendableMetatype>(
        _ type: T.Type, _ sample: String
    ) -> (String, @Sendable ([UInt8]) throws -> Void) {
        (sample, { bytes in _ = try WireJSON.encode(try WireJSON.decode(type, from: bytes)) })
    }

    @Test func readsEverySample_undamaged() throws {
        #expect(Self.readers.count == 20)
        for (sample, read) in Self.readers { try read(Array(sample.utf8)) }
    }

    @Test func throwsTheTypedErrorOrReads_whateverIsDamaged() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("fuzz seed of the wire readers: \(seed)")
        var random = SeededRandom(seed: seed)
        let pieces = ["null", "true", "[]", "{}", "\"\"", "-1", "1e999", "\\ud800", "\"a\":", ",", "{", "[", "\u{0}"]
        var refused = 0
        for round in 0..<6000 {
            let (sample, read) = Self.readers[round % Self.readers.count]
            var bytes = Array(sample.utf8)
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 0..<9, using: &random)))
                case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: min(place, bytes.count))
                case 2:
                    bytes.insert(contentsOf: pieces.randomElement(using: &random)!.utf8, at: min(place, bytes.count))
                default: bytes = Array(bytes.prefix(place)) + bytes.dropFirst(place / 2)
                }
            }
            do {
                try read(bytes)
            } catch is CountersignAPIError {
                refused += 1
            } catch {
                Issue.record("seed \(seed), round \(round): another type of error: \(error)")
            }
            _ = ErrorBody(reading: bytes, httpStatus: 500)
        }
        // Damage that is never noticed would mean that the readers read nothing.
        #expect(refused > 1000)
    }

    @Test func throwsTheTypedError_whenAnyMemberHasAnyOtherType() throws {
        let values: [JSONValue] = [
            nil, true, 7, "x", [], [:], [[]], .number(try #require(JSONNumber(0.5))),
            .string(String(repeating: "9", count: 100_000)),
        ]
        var ran = 0
        for (sample, read) in Self.readers {
            guard case .object(let object) = try WireJSON.parse(sample.utf8) else { continue }
            for name in object.names {
                for value in values {
                    var damaged = object
                    damaged[name] = value
                    do {
                        try read(WireJSON.encode(.object(damaged)))
                    } catch is CountersignAPIError {
                    } catch {
                        Issue.record("\(name) = \(value.typeName): another type of error: \(error)")
                    }
                    ran += 1
                }
            }
        }
        #expect(ran > 500)
    }
}
