import Countersign
import CountersignAPI
import CountersignService
import Hummingbird

/// Keys of devices: enrol, rotate, read, revoke; and the end of a device.
struct KeyRoutes {
    let prevalidator: Prevalidator
    let audit: AuditLog?

    func register(on service: ServiceRouter) {
        service.on(.enrolKey) { [self] call in
            let enrolled = try await enrol(try await call.members(), noting: notes(call))
            return .json(Self.body(enrolled.key), status: enrolled.isNew ? 201 : 200)
        }
        service.on(.readKey) { [prevalidator] call in
            let id = try call.id("key_id")
            guard let key = prevalidator.key(id) else { throw Problem(404, "key_unknown", "no key \(id) is enrolled") }
            return .json(Self.body(key))
        }
        service.on(.revokeKey) { [self] call in
            // First of all it is revoked: where that cannot be noted, the answer says that it is to be done again.
            let key = try await prevalidator.revoke(try call.id("key_id"))
            try await notes(call).note("key_revoked", key)
            return .json(Self.body(key))
        }
        service.on(.listKeysOfDevice) { [prevalidator] call in
            .json(.array(prevalidator.keys(of: try call.id("device_id")).map(Self.body)))
        }
        service.on(.unbindDevice) { [self] call in
            let device = try call.id("device_id")
            try await prevalidator.unbind(device)
            try await notes(call).noteUnbound(device)
            return Response(status: .noContent)
        }
    }

    private func notes(_ call: Call) -> KeyNotes {
        KeyNotes(audit: audit, caller: call.caller, requestID: call.requestID)
    }

    private func enrol(_ members: Members, noting notes: KeyNotes) async throws -> (key: DeviceKey, isNew: Bool) {
        let device = Identifier(try members.required("device_id"))
        let key = try Self.key(try members.required("key"))
        let (id, purposes) = (try members.id("key_id"), try members.strings("purposes"))
        let expiresAt = try members.moment("expires_at")
        guard let old = try members.id("replaces") else {
            return try await prevalidator.enrol(
                key, device: device, id: id, purposes: purposes ?? ["unrestricted"], expiresAt: expiresAt,
                noting: notes)
        }
        return try await prevalidator.rotate(
            from: old, to: key, device: device, id: id, purposes: purposes, expiresAt: expiresAt,
            overlap: try members.seconds("overlap_seconds") ?? .zero, noting: notes)
    }

    /// A public key in any of its formats.
    private static func key(_ text: String) throws -> VerifyingKey {
        do {
            return try VerifyingKey(anyRepresentation: text.utf8)
        } catch {
            throw PrevalidatorError(.keyMalformed, error.reason, field: "key")
        }
    }

    private static func body(_ key: DeviceKey) -> JSONValue {
        var object: JSONObject = [
            "key_id": .string(key.id.text), "device_id": .string(key.deviceID.text),
            "key": .string(Hex.encode(key.point)), "purposes": .array(key.purposes.map { .string($0) }),
            "enrolled_at": .moment(key.enrolledAt),
        ]
        if let end = key.expiresAt { object["expires_at"] = .moment(end) }
        if let end = key.revokedAt { object["revoked_at"] = .moment(end) }
        return .object(object)
    }
}

extension JSONValue {
    /// A moment as the wire writes it.
    static func moment(_ moment: Moment) -> JSONValue {
        .string(Timestamp(milliseconds: moment.milliseconds).description)
    }
}
