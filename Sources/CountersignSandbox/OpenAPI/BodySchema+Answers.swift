import CountersignAPI

extension BodySchema {
    /// What operations answer with success, but for the 202 of a change request and answers without a body.
    static let answers: [String: String] = [
        "createToken": "AccessToken", "createLegacyToken": "AccessToken",
        "createPerson": "Person", "readPerson": "Person", "updatePerson": "Person",
        "createMobileNumber": "MobileNumber", "readMobileNumber": "MobileNumber",
        "authorizeMobileNumber": "MobileNumber", "confirmMobileNumber": "MobileNumber",
        "deleteMobileNumber": "MobileNumber",
        "createAccount": "Account", "listTrustedIBANs": "[TrustedIBAN]",
        "createBusiness": "Business", "readBusiness": "Business", "addLegalRepresentative": "LegalRepresentative",
        "bindDevice": "DeviceBinding", "listDevices": "[Device]", "readDevice": "Device",
        "listDeviceKeys": "DeviceKeys", "addDeviceKey": "CreatedID",
        "createDeviceConsent": "DeviceConsent", "updateDeviceConsent": "DeviceConsent",
        "createDeviceActivity": "DeviceActivity",
        "readSignatureChallenge": "Challenge", "createDeviceChallenge": "DeviceChallenge",
        "readDeviceChallenge": "DeviceChallenge", "createSMSChallenge": "Challenge", "readSMSChallenge": "Challenge",
        "createActivationChallenge": "ActivationChallenge", "listActivationChallenges": "[ActivationChallenge]",
        "readActivationChallenge": "ActivationChallenge",
        "createDeliveryEvent": "DeliveryEvent", "listDeliveryEvents": "[DeliveryEvent]",
        "readDeliveryEvent": "DeliveryEvent",
        "authorizeChangeRequest": "AuthorizedChangeRequest", "confirmChangeRequest": "ConfirmedChangeRequest",
        "readChangeRequest": "ChangeRequest", "listPersonChangeRequests": "[ChangeRequest]",
        "listBusinessChangeRequests": "[ChangeRequest]",
        "dialectAuthorizeOTP": "AuthorizedChangeRequest", "dialectAuthorizeOTPV1": "AuthorizedChangeRequest",
        "dialectConfirmOTP": "ConfirmedChangeRequest", "dialectConfirmOTPV1": "ConfirmedChangeRequest",
        "dialectChallenge": "DialectChallenge", "dialectChallengeV1": "DialectChallenge",
        "dialectConfirmDevice": "ConfirmedChangeRequest", "dialectConfirmDeviceV1": "ConfirmedChangeRequest",
        "createWebhook": "Webhook", "listWebhooks": "[Webhook]", "readWebhook": "Webhook",
        "listMessages": "[Message]", "waitForMessage": "Message",
        "readClock": "Clock", "freezeClock": "Clock", "advanceClock": "Clock", "resumeClock": "Clock",
        "createSnapshot": "CreatedID", "seedBooks": "SeededBooks",
        "createFault": "Fault", "listFaults": "[Fault]",
        "listJournal": "[JournalEntry]", "readJournalEntry": "JournalEntry",
        "listDeliveries": "[Delivery]", "redeliver": "Delivery", "triggerSCAChallenge": "SCAChallenge",
    ]
}
