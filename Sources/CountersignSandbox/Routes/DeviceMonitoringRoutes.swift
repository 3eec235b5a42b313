import CountersignAPI

/// Consents to device monitoring, and what the customer did on the device.
struct DeviceMonitoringRoutes {
    func register(on bank: BankRouter) {
        bank.on(.createDeviceConsent) { call in
            let person = try call.id("person_id")
            let body = try call.body(RecordDeviceConsent.self)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    try ledger.requirePerson(person)
                    try DeviceMonitoringPolicy.check(body, now: ledger.now)
                    return try ledger.insertConsent(body, of: person)
                })
        }
        bank.on(.updateDeviceConsent) { call in
            let (person, consent) = (try call.id("person_id"), try call.id("device_consent_id"))
            let body = try call.body(RecordDeviceConsent.self)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    try ledger.requirePerson(person)
                    try DeviceMonitoringPolicy.check(body, now: ledger.now)
                    return try ledger.updateConsent(consent, body, of: person)
                })
        }
        bank.on(.createDeviceActivity) { call in
            let person = try call.id("person_id")
            let body = try call.body(RecordDeviceActivity.self)
            try DeviceMonitoringPolicy.check(body)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    try ledger.requirePerson(person)
                    return try ledger.insertActivity(body, of: person)
                })
        }
    }
}
