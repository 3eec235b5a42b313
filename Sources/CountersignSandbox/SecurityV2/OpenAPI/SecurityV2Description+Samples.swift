import CountersignAPI

// The samples of the reference, byte for byte but for their spaces. Source: Security API (V2) reference.
extension SecurityV2Description {
    /// What an operation takes and answers; nil where the reference prints nothing.
    typealias Sample = (request: JSONObject?, answer: JSONObject)

    static let samples: [Endpoint: Sample] = [
        .securityV2Authorize: (
            request([
                "SCAReferenceNumber": reference, "CancelRequest": false,
                "SCAIdentification": "Q4otSv8JSL4pIfHZY1ggjzT9OXxwvhK1TUvaLEwfLpE", "FirstFactorSCAOptionType": 1,
                "SecondFactorSCAOptionType": 1,
            ]),
            answer(["ReferenceID": 123, "SCAReferenceNumber": reference, "SCARes": [:]])
        ),
        .securityV2DeRegisterSDKDevice: (request(["ConsumerID": 21, "SDKDeviceReferenceID": 1]), answer([:])),
        .securityV2GetSCAPendingRequest: (request(["ConsumerID": 21]), answer(["SCAPendingRequests": []])),
        .securityV2ListSDKDevices: (request(["ConsumerID": 21]), answer(["SDKDevicesList": []])),
        .securityV2Login: (
            nil,
            [
                "access_token": "[access_token]", "token_type": "bearer", "expires_in": 43_199,
                "Contis_SecurityKey": "[SecurityKey]", ".expires": "2021-06-07T09:13:44.6402008+05:30",
                ".issued": "2021-06-07T09:10:44.6402008+05:30",
            ]
        ),
        .securityV2Logout: (request(["LogoutReason": 1]), answer([:])),
        .securityV2PostLoginDetails: (
            request(["ConsumerID": 1_231_456, "SCAOptionID1FA": 1, "SCAOptionID2FA": 1, "DoSecondFactor": false]),
            answer(["SCARes": [:]])
        ),
        .securityV2RegenerateSCA: (
            request(["SCAReferenceNumber": reference, "SCAType": 1]), answer(["SCARes": [:]])
        ),
    ]

    private static let reference: JSONValue = "5A376AF7-3AA1-4F63-8F44-B29CF6AC770A"

    private static func request(_ members: JSONObject) -> JSONObject {
        members.merging(["ClientRequestReference": "[ReferenceExample]", "CultureID": 1])
    }

    private static func answer(_ members: JSONObject) -> JSONObject {
        members.merging([
            "Description": "Success", "ResponseCode": "000", "ResponseDateTime": "2021-12-21T13:58:02.899",
            "ClientRequestReference": "reference", "RequestID": 27194,
        ])
    }
}
