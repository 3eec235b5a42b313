import CountersignAPI

extension Endpoint {
    static let verify = own("verify", .post, "/v1/verify", 200, [413, 415, 429, 503])
    static let verifyBatch = own("verifyBatch", .post, "/v1/verify/batch", 200, [413, 415, 429])
    static let enrolKey = own("enrolKey", .post, "/v1/keys", 201, [404, 409, 413, 415, 503])
    static let readKey = own("readKey", .get, "/v1/keys/{key_id}", 200, [])
    static let revokeKey = own("revokeKey", .delete, "/v1/keys/{key_id}", 200, [503])
    static let listKeysOfDevice = own("listKeysOfDevice", .get, "/v1/devices/{device_id}/keys", 200, [])
    static let unbindDevice = own("unbindDevice", .delete, "/v1/devices/{device_id}", 204, [503])
    static let registerChallenge = own("registerChallenge", .post, "/v1/challenges", 201, [409, 413, 415, 503])
    static let stateOfChallenge = own("readChallenge", .get, "/v1/challenges/{challenge_id}", 200, [503])
    static let withdrawChallenge = own("withdrawChallenge", .delete, "/v1/challenges/{challenge_id}", 204, [503])
    /// Not of the table: whatever follows the prefix is the path at the bank.
    static let externalCheck = own("externalCheck", .post, "/v1/ext_authz/{path}", 200, [403, 413, 503])

    /// What the service serves, in the order of its description.
    static let prevalidator: [Endpoint] = [
        verify, verifyBatch, enrolKey, readKey, revokeKey, listKeysOfDevice, unbindDevice, registerChallenge,
        stateOfChallenge, withdrawChallenge,
    ]

    private static func own(
        _ name: String, _ method: Method, _ template: String, _ success: Int, _ failing: [Int]
    ) -> Endpoint {
        Endpoint(name, method, template, success, failing: failing, origin: .chosen)
    }
}
