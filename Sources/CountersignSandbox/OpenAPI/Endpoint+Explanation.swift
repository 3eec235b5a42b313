import CountersignAPI

extension Endpoint {
    /// What the operation does here, and what of it no source decides.
    var explanation: String {
        // The dialect's paths under /v1 do what those without it do.
        let text = Self.explanations[name] ?? Self.explanations[String(name.dropLast(2))] ?? ""
        guard let origin = Self.origins[origin], !isControl else { return text }
        return text + " " + origin
    }

    private static let origins: [Origin: String] = [
        .chosen: "No source gives this operation: it is this project's choice.",
        .dialect: "A path of the published Elixir client; the bank has it not.",
    ]

    private static let explanations = banking.merging(authentication) { first, _ in first }
        .merging(control) { first, _ in first }

    private static let banking: [String: String] = [
        "createToken": """
        A bearer token for client credentials. Our choice: each client id is a bank of its own, and any secret is \
        right unless --clients lists those that are.
        """,
        "createLegacyToken": "The deprecated form of the same, with a JSON body.",
        "createPerson": "A customer. Members that the reference does not name are kept as given.",
        "readPerson": "A customer as the books have it.",
        "updatePerson": """
        Fills empty members at once (200); what replaces a value waits for the customer (202). Our choice: null \
        replaces nothing, and the 202 comes whether the customer has a number or device to authorize with or not.
        """,
        "createMobileNumber": """
        A number that is not verified yet. Spaces, dashes, underscores and slashes are taken out, the rest must be \
        E.164. Our choice: a second number is 409, whether the first one is verified or not.
        """,
        "readMobileNumber": "The customer's number, verified or not; 404 where there is none.",
        "authorizeMobileNumber": """
        Sends a code to the number. Our choice: codes are random (--otp static: 212212), 60 SMS an hour go to one \
        number (--sms-per-hour), and the next is 429.
        """,
        "confirmMobileNumber": "Verifies the number with its code; a wrong or expired one is 403 invalid_tan.",
        "deleteMobileNumber": """
        Removes an unverified number at once (200); a verified one when the customer has confirmed (202). Our \
        choice: 403 where there is no number.
        """,
        "createAccount": "An account with 10 000.00 EUR, or the balance that is given.",
        "createSEPACreditTransfer": """
        A transfer, executed when the customer has confirmed; more than the account holds makes it FAILED.
        """,
        "createTrustedIBAN": "Trusts an IBAN when the customer has confirmed.",
        "listTrustedIBANs": "What has been confirmed.",
        "createBusiness": "A business, whose change requests its legal representatives confirm.",
        "readBusiness": "A business with its legal representatives.",
        "addLegalRepresentative": "A person who may confirm for the business.",
        "authorizeChangeRequest": """
        Sends an OTP to the verified number, takes the fixed one (static, 212212), or gives out the string_to_sign \
        for a bound device. Our choice: without a verified number 404, with a final change request 403; again \
        while it is open, and the older OTP or text is void. It lives 300 seconds (--challenge-lifetime).
        """,
        "confirmChangeRequest": """
        Executes the change when the OTP or the signature is right, once. Our choice: a wrong or expired OTP is \
        403 invalid_tan, a wrong or late signature 422 with the signature as it was sent; three tries \
        (--otp-attempts, --signature-attempts), the last one makes it FAILED; 403 unauthorized_action before \
        authorize, by another person or device, with the other method's member, and when it is final. \
        response_code is what the triggering call would have answered: 202 for a person, 200 for a number's \
        deletion, 201 for a transfer or trusted IBAN. 400 build_pagination_headers_failure, 429 and 500 come only \
        from a fault.
        """,
        "readChangeRequest": """
        A change request as it stands. What has run out is EXPIRED here and in lists, never in confirm's answer.
        """,
        "listPersonChangeRequests": "An array, the newest first, in pages (page[number], page[size]).",
        "listBusinessChangeRequests": "An array, the newest first, in pages (page[number], page[size]).",
        "dialectAuthorizeOTP": "Sends an OTP to the person's verified number.",
        "dialectConfirmOTP": "Confirms with an OTP, under any of three names.",
        "dialectChallenge": "The text for the person's only or newest device; authorizes where that was not done.",
        "dialectConfirmDevice": "Confirms with signed_token, taken for the hex signature.",
        "createWebhook": """
        Subscribes to an event, after an empty call to the address was answered 2xx. The secret is shown here \
        only. Our choice: plain HTTP to this machine is allowed, elsewhere with --allow-insecure-webhooks.
        """,
        "listWebhooks": "The subscriptions, without their secrets.",
        "readWebhook": "A subscription, without its secret.",
        "deleteWebhook": "Ends a subscription. Our choice: 204.",
    ]

    private static let authentication: [String: String] = [
        "bindDevice": """
        Takes a phone's public key; it is bound once the code that was sent is signed with its private key. Our \
        choice: the challenge has the device's id, a sixth device (--devices-per-person) and a key that is bound \
        already are 409 record_not_unique, and another language than de, en or fr gives English.
        """,
        "listDevices": "A person's bound devices.",
        "readDevice": "A bound device; 404 for one whose binding was not completed.",
        "deleteDevice": "Unbinds a device; what it was asked to sign can no longer be answered. Our choice: 204.",
        "listDeviceKeys": "The device with its keys, in an array.",
        "addDeviceKey": """
        Adds a key, signed for by a key that the device has. Our choice: the newest key of a purpose is preferred, \
        older ones stay good unless --newest-key-only.
        """,
        "createDeviceConsent": "The customer's consent to device monitoring.",
        "updateDeviceConsent": "Changes the consent; the answer is 201.",
        "createDeviceActivity": "Notes an activity of the customer's device.",
        "readSignatureChallenge": "The challenge of a binding; 404 once it is spent or has expired.",
        "verifySignatureChallenge": """
        Completes a binding with the signature over the code. Our choice: a wrong one is 422 invalid_signature, and \
        the third (--signature-attempts) ends the challenge.
        """,
        "createDeviceChallenge": "A text for a bound device to sign, such as for a login.",
        "readDeviceChallenge": "The challenge with its text; 404 once it is spent or has expired.",
        "verifyDeviceChallenge": """
        Spends the challenge on its signature. Our choice: a wrong one is 422 invalid_signature, and the third \
        (--signature-attempts) ends the challenge.
        """,
        "createSMSChallenge": "Sends a code to the verified number, such as for a login.",
        "readSMSChallenge": "The challenge; 404 once it is spent or has expired.",
        "verifySMSChallenge": "Spends the challenge on its code; a wrong one is 403 invalid_tan, the third ends it.",
        "createActivationChallenge": """
        A code by letter, to bind a device without a number. One at a time, unless invalidate_existing_code. It \
        lives 30 days.
        """,
        "listActivationChallenges": "Letters' codes, of one person where person_id is given, in pages.",
        "readActivationChallenge": "A letter's code and what became of it.",
        "deleteActivationChallenge": "Ends a letter's code. Our choice: 204.",
        "createDeliveryEvent": "What the post says of a letter. Our choice: 201.",
        "listDeliveryEvents": "What the post said of a letter.",
        "readDeliveryEvent": "One of these events.",
    ]
    private static let control: [String: String] = [
        "triggerChangeRequest": """
        Opens a change request of any kind: with the SMS template, answer, delay or failure that a test needs.
        """,
        "triggerSCAChallenge":
            "A card payment that waits for its customer: two change requests and the event SCA_CHALLENGE.",
        "resetTwoFactor": "What customer support does for a lost phone: number, devices and codes are void.",
        "listMessages": "The SMS that have reached a phone, the oldest first.",
        "waitForMessage": "The newest SMS, once there is one; 404 after timeout seconds of real time.",
        "readClock": "The bank's time, and whether it stands.",
        "freezeClock": "Stops the bank's clock.",
        "advanceClock": "Moves the bank's clock on; when it answers, everything due has happened.",
        "resumeClock": "Lets the bank's clock run on.",
        "reset": "Empties the bank; tokens and the clock stay.",
        "seedBooks": "Persons, numbers, devices, accounts and businesses at once.",
        "createSnapshot": "Copies the books.",
        "restoreSnapshot": "Brings a copy of the books back; tokens and the clock stay.",
        "deleteSnapshot": "Throws a copy away.",
        "createFault": "Orders a fault for the calls or deliveries that it names.",
        "listFaults": "The faults that strike still.",
        "deleteFault": "Ends a fault.",
        "deleteFaults": "Ends all faults.",
        "listJournal": "The last calls, the newest first; a refused signature is explained.",
        "readJournalEntry": "One call of the journal.",
        "listDeliveries": "What webhooks delivered, when, and what came back.",
        "redeliver": "Delivers once more, now.",
        "readTokenKeys": "The public key of the Security API's tokens, as a JWK set.",
        "setSecurityV2Consumer": "What the bank knows of a consumer; what is absent stays as it was.",
        "triggerSecurityV2Transfer":
            "An action that needs authentication; it answers the 900 with its reference number.",
        "triggerSecurityV2Purchase": "A card payment at a shop, told by the webhook SECURITY_V2_3DS.",
        "readSecurityV2Request":
            "What became of a reference number: pending, rejected, expired, executed, cancelled, blocked.",
        "registerSDKDevice": "Registers a virtual device that answers pushes, in place of the consumer's older one.",
        "listSDKDevicePushes": "What waits on the device for its customer.",
        "answerSDKDevicePush":
            "The customer's answer, signed by the device over `approve REFERENCE` or `reject REFERENCE`.",
    ]
}
