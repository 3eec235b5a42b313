import CountersignAPI

/// Schemas of bodies, written as their members' names: `!` for a required one, `:type` for one that is no string.
enum BodySchema {
    /// The schema of an object with these members; others may stand beside them.
    static func object(_ members: String) -> JSONValue {
        var properties = JSONObject()
        var required: [JSONValue] = []
        for word in members.split(separator: " ") {
            let parts = word.split(separator: ":")
            let name = parts[0].filter { $0 != "!" }
            if parts[0].last == "!" { required.append(.string(name)) }
            properties[name] = type(parts.count > 1 ? String(parts[1]) : "string")
        }
        var schema: JSONObject = ["type": "object", "properties": .object(properties)]
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }

    private static func type(_ name: String) -> JSONValue {
        switch name {
        case "any": [:]
        case "int": ["type": "integer"]
        case "bool": ["type": "boolean"]
        case "time": ["type": "string", "format": "date-time"]
        default: ["type": .string(name)]
        }
    }

    /// What an operation answers with a status of success.
    static func answer(_ endpoint: Endpoint, status: Int) -> JSONValue {
        if status == 202, endpoint != .bindDevice, endpoint != .redeliver {
            return object(changeRequest + " url! change_request_id!")
        }
        let one = object(answers[endpoint.name] ?? "")
        return endpoint.name.utf8.starts(with: "list".utf8) ? ["type": "array", "items": one] : one
    }

    static let changeRequest = "id! status! updated_at!:time"
    private static let result = changeRequest + " response_body:any response_code:int"
    private static let number = "id! number! verified!:bool"
    private static let challenge = "id! type! created_at!:time expires_at!:time"
    private static let activation =
        "id! person_id! code origin purpose delivery_method status created_at:time expires_at:time"
    private static let webhook = "id! event_type! url! secret"
    private static let message = "id! to! language! template! text! otp!:any sent_at!:time"
    private static let clock = "now!:time frozen!:bool"
    private static let delivery =
        "id! subscription_id! event_type! entity_id body!:any attempts!:int next_attempt_at:time last_status:int last_error last_attempt_at:time created_at!:time"
    private static let journal =
        "id! at!:time operation! method! path! status!:int request_body! response_body! fault_id explain:array explainable!:bool"
    private static let fault =
        "operation person_id webhook_id times:int delay_ms:int status:int code detail drop:bool wrong_shape after:bool"
    private static let person = "first_name last_name email language branch mobile_number address:object"

    private static let consumer = "number management login_needs_sca:bool blocked:bool"

    /// The bodies that operations take.
    static let requests: [String: String] = [
        "createLegacyToken": "grant_type! client_id! client_secret!",
        "createPerson": person, "updatePerson": person,
        "createMobileNumber": "number! device_data", "authorizeMobileNumber": "number!",
        "confirmMobileNumber": "number! token!", "deleteMobileNumber": "number!",
        "createAccount": "balance:object",
        "createSEPACreditTransfer": "recipient_name! recipient_iban! amount!:object description reference",
        "createTrustedIBAN": "iban! name!", "createBusiness": "name!", "addLegalRepresentative": "person_id!",
        "bindDevice":
            "person_id! key_type! key! challenge_type key_purpose name sms_challenge:object language device_data",
        "addDeviceKey": "key! key_type! key_purpose device_signature!:object device_data",
        "createDeviceConsent": "event_type! confirmed_at!:time",
        "updateDeviceConsent": "event_type! confirmed_at!:time",
        "createDeviceActivity": "activity_type! device_data",
        "verifySignatureChallenge": "signature! device_data",
        "createDeviceChallenge": "device_id! key_purpose device_data",
        "verifyDeviceChallenge": "signature! device_data",
        "createSMSChallenge": "person_id!", "verifySMSChallenge": "code!",
        "createActivationChallenge": "person_id! origin! purpose! delivery_method! invalidate_existing_code:bool",
        "createDeliveryEvent": "event_type!",
        "authorizeChangeRequest": "delivery_method! person_id device_id key_purpose device_data",
        // None is required by the schema alone: which ones are depends on the method of authorize.
        "confirmChangeRequest": "device_id signature person_id tan device_data",
        "createWebhook": "event_type! url!",
        "dialectConfirmOTP": "otp tan code", "dialectConfirmOTPV1": "otp tan code",
        "dialectConfirmDevice": "signed_token!", "dialectConfirmDeviceV1": "signed_token!",
        "triggerChangeRequest":
            "person_id business_id template variables:object response_code:int response_body:any delay:int fails:bool",
        "triggerSCAChallenge": "person_id! amount!:object merchant!:object card_id channel",
        "advanceClock": "seconds:int milliseconds:int to:time", "seedBooks": "persons:array businesses:array",
        "createFault": fault,
        "setSecurityV2Consumer": consumer,
        "triggerSecurityV2Transfer": "consumer_id!:int sca_type:int description",
        "triggerSecurityV2Purchase": "consumer_id!:int amount currency merchant",
        "registerSDKDevice": "consumer_id!:int name! key!",
        "answerSDKDevicePush": "sca_reference_number! approve!:bool signature!",
    ]

    private static let answers: [String: String] = [
        "createToken": "access_token! token_type! expires_in!:int scope",
        "createLegacyToken": "access_token! token_type! expires_in!:int scope",
        "createPerson": "id! " + person, "readPerson": "id! " + person, "updatePerson": "id! " + person,
        "createMobileNumber": number, "readMobileNumber": number, "authorizeMobileNumber": number,
        "confirmMobileNumber": number, "deleteMobileNumber": number,
        "createAccount": "id! iban! balance!:object", "listTrustedIBANs": "id! iban! name",
        "createBusiness": "id!", "readBusiness": "id!", "addLegalRepresentative": "",
        "bindDevice": "id! challenge!:object", "listDevices": "id! person_id! name created_at!:time",
        "readDevice": "id! person_id! name created_at!:time", "addDeviceKey": "id!",
        "createDeviceConsent": "id! person_id! event_type! confirmed_at!:time created_at!:time",
        "updateDeviceConsent": "id! person_id! event_type! confirmed_at!:time created_at!:time",
        "readSignatureChallenge": challenge, "createDeviceChallenge": challenge + " string_to_sign!",
        "readDeviceChallenge": challenge + " string_to_sign!", "createSMSChallenge": challenge,
        "readSMSChallenge": challenge, "createActivationChallenge": activation,
        "listActivationChallenges": activation, "readActivationChallenge": activation,
        "createDeliveryEvent": "id! challenge_id! event_type! created_at!:time",
        "listDeliveryEvents": "id! challenge_id! event_type! created_at!:time",
        "readDeliveryEvent": "id! challenge_id! event_type! created_at!:time",
        "authorizeChangeRequest": changeRequest + " string_to_sign", "confirmChangeRequest": result,
        "readChangeRequest": result, "listPersonChangeRequests": result, "listBusinessChangeRequests": result,
        "createWebhook": webhook, "listWebhooks": webhook, "readWebhook": webhook,
        "dialectChallenge": "challenge!", "dialectChallengeV1": "challenge!",
        "listMessages": message, "waitForMessage": message, "readClock": clock, "freezeClock": clock,
        "advanceClock": clock, "resumeClock": clock, "createSnapshot": "id!",
        "seedBooks": "persons!:array businesses!:array", "createFault": "id! " + fault, "listFaults": "id! " + fault,
        "listJournal": journal, "readJournalEntry": journal, "listDeliveries": delivery, "redeliver": delivery,
        "readTokenKeys": "keys!:array", "setSecurityV2Consumer": consumer,
        "triggerSecurityV2Transfer":
            "SCARes:object Description! ResponseCode! ResponseDateTime! ClientRequestReference! RequestID!:int",
        "triggerSecurityV2Purchase":
            "TransactionID! ConsumerID!:int Amount! Currency! MerchantName! TransactionDateTime! SecurityHash",
        "readSecurityV2Request":
            "sca_reference_number! reference_id!:int consumer_id!:int sca_type!:int title! state!",
        "registerSDKDevice": "SDKDeviceReferenceID!:int DeviceName RegisteredOn",
        "listSDKDevicePushes": "SCAReferenceNumber! Description SCAType:int Title AuthorizeOn StartDateTime",
        "triggerSCAChallenge": "authenticate_change_request_id! decline_change_request_id! challenge_id person_id",
    ]

    /// The published sample. Source: Solaris API reference, Confirm change request.
    static let examples: [String: JSONValue] = [
        "confirmChangeRequest": [
            "id": "b520ce9090c44a989149fe7f2f94a785", "status": "COMPLETED",
            "updated_at": "2021-12-22T15:05:33.634+00:00",
            "response_body": ["id": "69c673883853eafb2da9157de2bdaa05cper"], "response_code": 202,
        ]
    ]
}
