import CountersignAPI
import Testing

@Suite struct DeviceTests {
    private let key =
        "04a346c447bac867d15a0a0f555eece87b416ba6f917df1e39f1cba7515757b4da9eaf5f1604f7e47f1948af3b34ed2735aa565cfd97d5361e"
        + "12b3b8603bdad73c"

    @Test func roundTripsTheBodiesOfBinding() throws {
        try expectRoundTrip(
            BindDevice.self,
            #"{"person_id":"69c673883853eafb2da9157de2bdaa05cper","key_type":"ecdsa-p256","challenge_type":"sms","#
                + #""key":"\#(key)","key_purpose":"unrestricted","name":"Test device","#
                + #""sms_challenge":{"app_signature":"e2e-e2e-e2e"},"language":"de","device_data":"Web;x;y;z"}"#)
        try expectRoundTrip(BindDevice.self, #"{"person_id":"p","key_type":"ecdsa-p256","key":"04"}"#)
        let binding = try read(
            DeviceBinding.self,
            #"{"id":"db12eeccbf4548cb9011b3085094c14a","challenge":{"id":"db12eeccbf4548cb9011b3085094c14a","#
                + #""type":"signature","created_at":"2024-01-01T10:00:00.000Z","expires_at":"2024-01-01T10:05:00.000Z"}}"#
        )
        #expect(binding.challenge.type == .signature)
        #expect(binding.challenge.expiresAt == binding.challenge.createdAt?.adding(seconds: 300))
        #expect(
            try write(binding)
                == #"{"id":"db12eeccbf4548cb9011b3085094c14a","challenge":{"id":"db12eeccbf4548cb9011b3085094c14a","#
                + #""type":"signature","created_at":"2024-01-01T10:00:00.000+00:00","#
                + #""expires_at":"2024-01-01T10:05:00.000+00:00"}}"#)
    }

    @Test func keepsValues_thatAreNotDocumented() throws {
        let text = #"{"person_id":"p","key_type":"rsa","challenge_type":"string","key":"04","key_purpose":"x"}"#
        let request = try read(BindDevice.self, text)
        #expect(request.keyType == .unknown("rsa"))
        #expect(request.challengeType == .unknown("string"))
        #expect(request.keyPurpose == .unknown("x"))
        #expect(try write(request) == text)
    }

    @Test func namesTheMember_thatBindingNeeds() {
        for (name, text) in [
            ("person_id", #"{"key_type":"ecdsa-p256","key":"04"}"#), ("key_type", #"{"person_id":"p","key":"04"}"#),
            ("key", #"{"person_id":"p","key_type":"ecdsa-p256","key":null}"#),
        ] {
            let error = failure { _ = try read(BindDevice.self, text) }
            #expect(error?.code == .missingField)
            #expect(error?.field == name)
        }
        let text = #"{"person_id":"p","key_type":"ecdsa-p256","key":"04","sms_challenge":{"app_signature":1}}"#
        #expect(failure { _ = try read(BindDevice.self, text) }?.field == "sms_challenge.app_signature")
    }

    @Test func roundTripsTheBodiesOfDevicesAndKeys() throws {
        try expectRoundTrip(
            [Device].self, #"[{"id":"d","person_id":"p","name":"n","created_at":"2024-01-01T10:00:00.000+00:00"}]"#)
        try expectRoundTrip(Device.self, #"{"id":"d"}"#)
        try expectRoundTrip(
            [DeviceKeys].self,
            #"[{"person_id":"p","device_id":"d","name":"n","keys":[{"key_id":"k","key_purpose":"restricted"}]}]"#)
        try expectRoundTrip(
            AddDeviceKey.self,
            #"{"key":"\#(key)","key_type":"ecdsa-p256","key_purpose":"restricted","#
                + #""device_signature":{"signature_key_purpose":"unrestricted","signature":"3045"},"device_data":"x"}"#)
        try expectRoundTrip(CreatedID.self, #"{"id":"k"}"#)
        let error = failure {
            _ = try read(AddDeviceKey.self, #"{"key":"04","key_type":"ecdsa-p256","device_signature":{}}"#)
        }
        #expect(error?.field == "device_signature.signature")
    }

    @Test func roundTripsConsentsAndActivities() throws {
        try expectRoundTrip(
            RecordDeviceConsent.self, #"{"event_type":"APPROVED","confirmed_at":"2024-01-01T10:00:00.000+00:00"}"#)
        try expectRoundTrip(
            DeviceConsent.self,
            #"{"id":"1dcon","person_id":"p","event_type":"REJECTED","confirmed_at":"2024-01-01T10:00:00.000+00:00","#
                + #""created_at":"2024-01-01T10:00:01.000+00:00"}"#)
        try expectRoundTrip(RecordDeviceActivity.self, #"{"activity_type":"APP_START","device_data":"x"}"#)
        try expectRoundTrip(DeviceActivity.self, #"{"id":"a","person_id":"p","activity_type":"PASSWORD_RESET"}"#)
        #expect(DeviceActivityType.known.map(\.rawValue) == ["APP_START", "PASSWORD_RESET", "CONSENT_PROVIDED"])
    }
}
