import CountersignAPI

extension BodySchema {
    /// Every component, by its name.
    static var components: JSONObject {
        var components = JSONObject()
        for (name, members) in objects { components[name] = object(members) }
        for (name, values) in enumerations {
            components[name] = ["type": "string", "enum": .array(values.map(JSONValue.string))]
        }
        for (name, pattern) in patterns { components[name] = ["type": "string", "pattern": .string(pattern)] }
        return components
    }

    private static let patterns: KeyValuePairs<String, String> = [
        "ChangeRequestID": "^[0-9a-f]{32}$", "E164": "^\\+[1-9][0-9]{1,14}$",
    ]

    private static let enumerations: KeyValuePairs<String, [String]> = [
        "ChangeRequestStatus": ChangeRequestStatus.known.map(\.rawValue),
        // The reference gives confirm five values: what has expired is refused there.
        "ConfirmedStatus": ChangeRequestStatus.known.filter { $0 != .expired }.map(\.rawValue),
        "DeliveryMethod": DeliveryMethod.known.map(\.rawValue),
        "KeyPurpose": KeyPurpose.known.map(\.rawValue), "KeyType": KeyType.known.map(\.rawValue),
        "BindingChallengeType": BindingChallengeType.known.map(\.rawValue),
        "ChallengeType": ChallengeType.known.map(\.rawValue),
        "ActivationOrigin": ActivationOrigin.known.map(\.rawValue),
        "ActivationPurpose": ActivationPurpose.known.map(\.rawValue),
        "ActivationDelivery": ActivationDelivery.known.map(\.rawValue),
        "ActivationStatus": ActivationStatus.known.map(\.rawValue),
        "DeliveryEventType": DeliveryEventType.known.map(\.rawValue),
        "ConsentEvent": ConsentEvent.known.map(\.rawValue),
        "DeviceActivityType": DeviceActivityType.known.map(\.rawValue),
        "SMSTemplate": SMSTemplate.allCases.map(\.rawValue), "Language": Language.known.map(\.rawValue),
        "WrongShape": FaultRule.WrongShape.known.map(\.rawValue),
    ]

    private static let changeRequest = "id!:ChangeRequestID updated_at!:time"
    private static let challenge = "id! type!:ChallengeType created_at!:time expires_at!:time"
    /// Members keep what they were given, nulls too.
    private static let person =
        "first_name:string? last_name:string? email:string? language:string? branch:string? mobile_number:string? address:object?"
    private static let transfer = "recipient_name! recipient_iban! amount!:Amount description reference"

    private static let objects: KeyValuePairs<String, String> = [
        "AccessToken": "access_token! token_type! expires_in!:int scope",
        "Person": "id! \(person)", "MobileNumber": "id! number!:E164 verified!:bool",
        "Amount": "value!:int unit! currency!", "Account": "id! iban! balance!:Amount",
        "TrustedIBAN": "id! iban! name", "SEPACreditTransfer": "id! \(transfer)",
        "Business": "id! name legal_representatives:[LegalRepresentative]", "LegalRepresentative": "person_id!",
        "Device": "id! person_id! name created_at!:time",
        "DeviceBinding": "id! challenge!:Challenge",
        "DeviceKeys": "person_id! device_id! name keys!:[DeviceKey]", "DeviceKey": "key_id! key_purpose!:KeyPurpose",
        "DeviceSignature": "signature! signature_key_purpose:KeyPurpose", "SMSChallengeOptions": "app_signature",
        "DeviceConsent": "id! person_id! event_type!:ConsentEvent confirmed_at!:time created_at!:time",
        "DeviceActivity": "id! person_id! activity_type!:DeviceActivityType created_at!:time",
        "CreatedID": "id!", "Challenge": challenge, "DeviceChallenge": "\(challenge) string_to_sign!",
        "ActivationChallenge":
            "id! person_id! code origin!:ActivationOrigin purpose!:ActivationPurpose delivery_method!:ActivationDelivery status!:ActivationStatus created_at!:time expires_at!:time",
        "DeliveryEvent": "id! challenge_id! event_type!:DeliveryEventType created_at!:time",
        "TriggeredChangeRequest":
            "\(changeRequest) status!:ChangeRequestStatus url! change_request_id!:ChangeRequestID",
        "AuthorizedChangeRequest": "\(changeRequest) status!:ChangeRequestStatus string_to_sign",
        "ConfirmedChangeRequest": "\(changeRequest) status!:ConfirmedStatus response_body:any response_code:int",
        "ChangeRequest": "\(changeRequest) status!:ChangeRequestStatus response_body:any response_code:int",
        "DialectChallenge": "challenge!",
        "Webhook": "id! event_type! url! secret",
        "Message": "id! to!:E164 language!:Language template!:SMSTemplate text! otp!:string? sent_at!:time",
        "Clock": "now!:time frozen!:bool",
        "SeedPerson":
            "id attributes:PersonAttributes number verified:bool devices:[SeedDevice] accounts:[SeedAccount]",
        "PersonAttributes": person,
        "SeedDevice": "id name keys!:[SeedKey]", "SeedKey": "key! key_purpose:KeyPurpose",
        "SeedAccount": "id balance:int", "SeedBusiness": "id name! legal_representatives:[string]",
        "SeededBooks": "persons!:[SeededPerson] businesses!:[CreatedID]",
        "SeededPerson": "id! devices!:[string] accounts!:[string]",
        "Fault": "id! \(fault)",
        "JournalEntry":
            "id! at!:time operation! method! path! status!:int request_body! response_body! fault_id explain:[Finding] explainable!:bool",
        "Finding": "code! station! found! fix!",
        "Delivery":
            "id! subscription_id! event_type! entity_id body!:any attempts!:int next_attempt_at:time last_status:int last_error last_attempt_at:time created_at!:time",
        "TokenKeys": "keys!:[object]", "Consumer": consumer,
        "SecurityV2Transfer":
            "SCARes:SecurityV2SCARes Description! ResponseCode! ResponseDateTime! ClientRequestReference! RequestID!:int",
        "SecurityV2Purchase":
            "TransactionID! ConsumerID!:int Amount! Currency! MerchantName! TransactionDateTime! SecurityHash",
        "SecurityV2Request": "sca_reference_number! reference_id!:int consumer_id!:int sca_type!:int title! state!",
        "SDKDevice": "SDKDeviceReferenceID!:int DeviceName RegisteredOn",
        "SDKDevicePush": "SCAReferenceNumber! Description SCAType:int Title AuthorizeOn StartDateTime",
        "Merchant": "name country url",
        "SCAChallenge":
            "authenticate_change_request_id!:ChangeRequestID decline_change_request_id!:ChangeRequestID challenge_id person_id amount:Amount merchant:Merchant challenged_at:time expires_at:time card_id channel",
        "ErrorSource": "field message",
        "FlatError": "id! status! code! title! detail details source:ErrorSource error_code",
        "ErrorEntry": "id! status!:int code! title! detail source:ErrorSource error_code",
        "ErrorEnvelope": "errors!:[ErrorEntry]",
    ]
}
