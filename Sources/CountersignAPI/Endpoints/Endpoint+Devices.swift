extension Endpoint {
    // Source: Solaris API reference, Device binding; paths of keys from published clients.
    public static let bindDevice = Endpoint("bindDevice", .post, "/v1/mfa/devices", 202, failing: [403, 404, 409, 429])
    public static let listDevices = Endpoint(
        "listDevices", .get, "/v1/mfa/devices", query: ["person_id"], 200, failing: [404])
    public static let readDevice = Endpoint("readDevice", .get, "/v1/mfa/devices/{device_id}", 200)
    public static let deleteDevice = Endpoint("deleteDevice", .delete, "/v1/mfa/devices/{device_id}", 204)
    public static let listDeviceKeys = Endpoint("listDeviceKeys", .get, "/v1/mfa/devices/{device_id}/keys", 200)
    public static let addDeviceKey = Endpoint(
        "addDeviceKey", .post, "/v1/mfa/devices/{device_id}/keys", 201, failing: [403, 409, 422])

    // Source: Solaris guide, Device monitoring, and published clients.
    public static let createDeviceConsent = Endpoint(
        "createDeviceConsent", .post, "/v1/persons/{person_id}/device_consents", 201)
    public static let updateDeviceConsent = Endpoint(
        "updateDeviceConsent", .patch, "/v1/persons/{person_id}/device_consents/{device_consent_id}", 201)
    public static let createDeviceActivity = Endpoint(
        "createDeviceActivity", .post, "/v1/persons/{person_id}/device_activities", 201)

    static let devices: [Endpoint] = [
        bindDevice, listDevices, readDevice, deleteDevice, listDeviceKeys, addDeviceKey, createDeviceConsent,
        updateDeviceConsent, createDeviceActivity,
    ]
}
