import CountersignAPI

/// Devices and their keys: bind, list, read, delete, add a key.
struct DeviceRoutes {
    func register(on bank: BankRouter) {
        bank.on(.bindDevice) { call in
            let body = try call.body(BindDevice.self)
            return try call.answer(try await call.namespace.transact { try $0.bindDevice(body) })
        }
        bank.on(.listDevices) { call in
            guard let person = try call.query("person_id").map(Identifier.init(_:)) else {
                throw BankFault.missing("person_id")
            }
            return try call.answer(
                try await call.namespace.read { ledger in
                    try ledger.requirePerson(person)
                    return try ledger.boundDevices(of: person).map(\.wire)
                })
        }
        bank.on(.readDevice) { call in
            let id = try call.id("device_id")
            return try call.answer(try await call.namespace.read { try $0.requireBoundDevice(id) }.wire)
        }
        bank.on(.deleteDevice) { call in
            let id = try call.id("device_id")
            try await call.namespace.transact { try $0.removeDevice(try $0.requireBoundDevice(id).id) }
            return Answer(204)
        }
        bank.on(.listDeviceKeys) { call in
            let id = try call.id("device_id")
            return try call.answer(
                try await call.namespace.read { ledger in
                    let device = try ledger.requireBoundDevice(id)
                    return [
                        DeviceKeys(
                            personID: device.personID, deviceID: id, name: device.name, keys: try ledger.keys(of: id))
                    ]
                })
        }
        bank.on(.addDeviceKey) { call in
            let id = try call.id("device_id")
            let body = try call.body(AddDeviceKey.self)
            return try call.answer(try await call.namespace.transact { try $0.addKey(body, to: id) })
        }
    }
}
