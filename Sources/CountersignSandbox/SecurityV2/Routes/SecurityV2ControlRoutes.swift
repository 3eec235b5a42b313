import Countersign
import CountersignAPI
import Hummingbird

/// What the real API does not have: consumers, actions that need authentication, and the customer's device.
struct SecurityV2ControlRoutes {
    let sessions: SessionGate
    let numbers: RequestNumbers

    func register(on bank: BankRouter) {
        bank.onWithoutToken(.readTokenKeys) { [sessions] call in
            try call.answer(AccessJWT.keySet(sessions.key.signingKey.verifyingKey))
        }
        bank.on(.setConsumer) { call in
            let settings = try call.body(SecurityV2.ConsumerSettings.self)
            guard let id = Int32(try call.id("consumer_id").text), id > 0 else {
                throw BankFault.invalid("consumer_id", "expected a positive number")
            }
            let number = try settings.number.map { text throws(BankFault) in
                guard let number = PhoneNumber(text) else {
                    throw .invalid("number", "expected a number in E.164 form")
                }
                return number
            }
            let consumer = try await call.namespace.transact { ledger in
                var consumer = try ledger.consumer(id)
                consumer.number = number ?? consumer.number
                consumer.management = settings.management ?? consumer.management
                consumer.loginNeedsSCA = settings.loginNeedsSCA ?? consumer.loginNeedsSCA
                consumer.isBlocked = settings.blocked ?? consumer.isBlocked
                try ledger.replaceConsumer(consumer)
                return consumer
            }
            return try call.answer(consumer.shown)
        }
        registerTriggers(on: bank)
        registerDevices(on: bank)
    }

    private func registerTriggers(on bank: BankRouter) {
        bank.on(.triggerTransfer) { [sessions, numbers] call in
            let body = try call.body(SecurityV2.TriggerTransfer.self)
            try Self.requireConsumer(body.consumerID)
            guard body.scaType?.isKnown ?? true else {
                throw BankFault.invalid("sca_type", "expected one of \(SecurityV2.SCAType.choices)")
            }
            let key = try await sessions.controlEntry(for: call.request)?.session.key
            guard key != nil || call.namespace.settings.v2OTPDelivery == .sms else {
                throw BankFault.invalid(
                    "authorization", "expected a token of POST /security/login: its key encrypts what is answered")
            }
            let desk = SecurityV2Desk(
                endpoint: call.endpoint, request: call.request, bytes: call.bytes, numbers: numbers,
                logger: sessions.logger)
            do {
                let challenge = try await call.namespace.transact { ledger in
                    try ledger.challenge(
                        body.consumerID, for: .transfer, type: body.scaType, description: body.description)
                }
                let content = SecurityV2.Challenged(scaRes: try challenge.wire(for: key))
                return try desk.answer(SecurityV2Outcome(.scaRequired, content), at: call.namespace.now)
            } catch let fault as SecurityV2Fault {
                return try desk.answer(fault, at: call.namespace.now)
            }
        }
        bank.on(.triggerPurchase) { call in
            let body = try call.body(SecurityV2.TriggerPurchase.self)
            try Self.requireConsumer(body.consumerID)
            do {
                return try call.answer(try await call.namespace.transact { try $0.challenge(purchase: body) })
            } catch is SecurityV2Fault {
                throw BankFault.invalid("consumer_id", "the consumer is blocked")
            }
        }
        bank.on(.readSCARequest) { call in
            let id = try call.id("sca_reference_number")
            let state = try await call.namespace.read { ledger in
                try ledger.scaRequest(id.text)?.state(at: ledger.now)
            }
            guard let state else { throw BankFault.notFound("SCA::Request", id) }
            return try call.answer(state)
        }
    }

    private func registerDevices(on bank: BankRouter) {
        bank.on(.registerSDKDevice) { call in
            let body = try call.body(SecurityV2.RegisterSDKDevice.self)
            try Self.requireConsumer(body.consumerID)
            let key = try DeviceKeyPolicy.key(body.key, type: .ecdsaP256)
            return try call.answer(
                try await call.namespace.transact { ledger in
                    try ledger.registerSDKDevice(of: body.consumerID, name: body.name, hexPoint: key.hexPoint).wire
                })
        }
        bank.on(.listPushes) { call in
            let id = try Self.device(call)
            return try call.answer(try await call.namespace.read { try $0.pushes(to: id) })
        }
        bank.on(.answerPush) { call in
            let (id, body) = (try Self.device(call), try call.body(SecurityV2.AnswerPush.self))
            try await call.namespace.transact { try $0.answerPush(id, body) }
            return Answer(204)
        }
    }

    private static func requireConsumer(_ id: Int32) throws(BankFault) {
        guard id > 0 else { throw .invalid("consumer_id", "expected a positive number, found \(id)") }
    }

    private static func device(_ call: Call) throws(BankFault) -> Int64 {
        let id = try call.id("sdk_device_id")
        guard let number = Int64(id.text) else { throw .notFound("SDK::Device", id) }
        return number
    }
}

extension Consumer {
    fileprivate var shown: SecurityV2.ConsumerSettings {
        .init(number: number?.e164, management: management, loginNeedsSCA: loginNeedsSCA, blocked: isBlocked)
    }
}
