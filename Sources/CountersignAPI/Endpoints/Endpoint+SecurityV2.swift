// Source: Security API (V2) reference. The paths are served without regard to case.
extension Endpoint {
    public static let securityV2Login = securityV2("Login", "login", needsToken: false)
    public static let securityV2Logout = securityV2("Logout", "logout")
    public static let securityV2Authorize = securityV2("Authorize", "Authorize")
    public static let securityV2RegenerateSCA = securityV2("RegenerateSCA", "RegenerateSCA")
    public static let securityV2GetSCAPendingRequest = securityV2("GetSCAPendingRequest", "GetSCAPendingRequest")
    public static let securityV2ListSDKDevices = securityV2("ListSDKDevices", "ListSDKDevices")
    public static let securityV2DeRegisterSDKDevice = securityV2("DeRegisterSDKDevice", "DeRegisterSDKDevice")
    public static let securityV2PostLoginDetails = securityV2("PostLoginDetails", "PostLoginDetails")

    /// The eight operations of the Security API (V2).
    public static let securityV2: [Endpoint] = [
        securityV2Login, securityV2Logout, securityV2Authorize, securityV2RegenerateSCA,
        securityV2GetSCAPendingRequest, securityV2ListSDKDevices, securityV2DeRegisterSDKDevice,
        securityV2PostLoginDetails,
    ]

    private static func securityV2(_ name: String, _ path: String, needsToken: Bool = true) -> Endpoint {
        Endpoint("securityV2" + name, .post, "/security/" + path, 200, api: .securityV2, needsToken: needsToken)
    }
}

// What drives the sandbox's part of that API.
extension Endpoint {
    public static let readTokenKeys = Endpoint(
        "readTokenKeys", .get, "/_sandbox/jwks.json", 200, origin: .chosen, needsToken: false)
    public static let setConsumer = Endpoint(
        "setSecurityV2Consumer", .put, "/_sandbox/security-v2/consumers/{consumer_id}", 200, origin: .chosen)
    public static let triggerTransfer = Endpoint(
        "triggerSecurityV2Transfer", .post, "/_sandbox/security-v2/transfers", 200, origin: .chosen)
    public static let readSCARequest = Endpoint(
        "readSecurityV2Request", .get, "/_sandbox/security-v2/requests/{sca_reference_number}", 200, origin: .chosen)
    public static let triggerPurchase = Endpoint(
        "triggerSecurityV2Purchase", .post, "/_sandbox/security-v2/purchases", 201, origin: .chosen)
    public static let registerSDKDevice = Endpoint(
        "registerSDKDevice", .post, "/_sandbox/security-v2/sdk-devices", 201, origin: .chosen)
    public static let listPushes = Endpoint(
        "listSDKDevicePushes", .get, "/_sandbox/security-v2/sdk-devices/{sdk_device_id}/pushes", 200, origin: .chosen)
    public static let answerPush = Endpoint(
        "answerSDKDevicePush", .post, "/_sandbox/security-v2/sdk-devices/{sdk_device_id}/answers", 204,
        failing: [403, 422], origin: .chosen)

    static let securityV2Control: [Endpoint] = [
        readTokenKeys, setConsumer, triggerTransfer, triggerPurchase, readSCARequest, registerSDKDevice, listPushes,
        answerPush,
    ]
}
