import CountersignAPI

extension BodySchema {
    static let fault =
        "operation person_id webhook_id times:int delay_ms:int status:int code detail drop:bool wrong_shape:WrongShape after:bool"
    private static let person = "first_name last_name email language branch mobile_number address:object"

    static let consumer = "number management login_needs_sca:bool blocked:bool"

    /// The bodies that operations take.
    static let requests: [String: String] = [
        "createLegacyToken": "grant_type! client_id! client_secret!",
        "createPerson": person, "updatePerson": person,
        "createMobileNumber": "number! device_data", "authorizeMobileNumber": "number!",
        "confirmMobileNumber": "number! token!", "deleteMobileNumber": "number!",
        "createAccount": "balance:Amount",
        "createSEPACreditTransfer": "recipient_name! recipient_iban! amount!:Amount description reference",
        "createTrustedIBAN": "iban! name", "createBusiness": "name!", "addLegalRepresentative": "person_id!",
        "bindDevice":
            "person_id! key_type!:KeyType key! challenge_type:BindingChallengeType key_purpose:KeyPurpose name sms_challenge:SMSChallengeOptions language device_data",
        "addDeviceKey": "key! key_type!:KeyType key_purpose:KeyPurpose device_signature!:DeviceSignature device_data",
        "createDeviceConsent": "event_type!:ConsentEvent confirmed_at!:time",
        "updateDeviceConsent": "event_type!:ConsentEvent confirmed_at!:time",
        "createDeviceActivity": "activity_type!:DeviceActivityType device_data",
        "verifySignatureChallenge": "signature! device_data",
        "createDeviceChallenge": "device_id! key_purpose:KeyPurpose device_data",
        "verifyDeviceChallenge": "signature! device_data",
        "createSMSChallenge": "person_id!", "verifySMSChallenge": "code!",
        "createActivationChallenge":
            "person_id! origin!:ActivationOrigin purpose!:ActivationPurpose delivery_method!:ActivationDelivery invalidate_existing_code:bool",
        "createDeliveryEvent": "event_type!:DeliveryEventType",
        "authorizeChangeRequest":
            "delivery_method!:DeliveryMethod person_id device_id key_purpose:KeyPurpose device_data",
        // None is required by the schema alone: which ones are depends on the method of authorize.
        "confirmChangeRequest": "device_id signature person_id tan device_data",
        "createWebhook": "event_type! url!",
        "dialectConfirmOTP": "otp tan code", "dialectConfirmOTPV1": "otp tan code",
        "dialectConfirmDevice": "signed_token!", "dialectConfirmDeviceV1": "signed_token!",
        "triggerChangeRequest":
            "person_id business_id template:SMSTemplate variables:object response_code:int response_body:any delay:int fails:bool",
        "triggerSCAChallenge": "person_id! amount!:Amount merchant!:Merchant card_id channel",
        "advanceClock": "seconds:int milliseconds:int to:time",
        "seedBooks": "persons:[SeedPerson] businesses:[SeedBusiness]",
        "createFault": fault,
        "setSecurityV2Consumer": consumer,
        "triggerSecurityV2Transfer": "consumer_id!:int sca_type:int description",
        "triggerSecurityV2Purchase": "consumer_id!:int amount currency merchant",
        "registerSDKDevice": "consumer_id!:int name! key!",
        "answerSDKDevicePush": "sca_reference_number! approve!:bool signature!",
    ]
}
