public import CountersignAPI

extension BankClient {
    /// Starts the binding of a device: the person gets an OTP, whose signature
    /// ``verifySignatureChallenge(_:signature:deviceData:)`` takes.
    public func bindDevice(_ order: BindDevice) async throws(ClientError) -> DeviceBinding {
        try await value(try HTTPCall(.bindDevice, body: order))
    }

    /// The bound devices of a person.
    public func devices(of person: Identifier) async throws(ClientError) -> [Device] {
        try await value(try HTTPCall(.listDevices, query: [("person_id", person.text)]))
    }

    public func device(_ id: Identifier) async throws(ClientError) -> Device {
        try await value(try HTTPCall(.readDevice, id))
    }

    /// Removes a device and all of its keys.
    public func deleteDevice(_ id: Identifier) async throws(ClientError) {
        _ = try await succeed(try HTTPCall(.deleteDevice, id))
    }

    public func deviceKeys(of device: Identifier) async throws(ClientError) -> [DeviceKeys] {
        try await value(try HTTPCall(.listDeviceKeys, device))
    }

    /// Adds a key, for which an older key of the device has signed.
    ///
    /// - Returns: the key's id.
    public func addDeviceKey(_ order: AddDeviceKey, to device: Identifier) async throws(ClientError) -> CreatedID {
        try await value(try HTTPCall(.addDeviceKey, device, body: order))
    }
}

extension BankClient {
    public func createDeviceConsent(
        _ consent: RecordDeviceConsent, of person: Identifier
    ) async throws(ClientError) -> DeviceConsent {
        try await value(try HTTPCall(.createDeviceConsent, person, body: consent))
    }

    public func updateDeviceConsent(
        _ id: Identifier, _ consent: RecordDeviceConsent, of person: Identifier
    ) async throws(ClientError) -> DeviceConsent {
        try await value(try HTTPCall(.updateDeviceConsent, person, id, body: consent))
    }

    public func createDeviceActivity(
        _ activity: RecordDeviceActivity, of person: Identifier
    ) async throws(ClientError) -> DeviceActivity {
        try await value(try HTTPCall(.createDeviceActivity, person, body: activity))
    }
}
