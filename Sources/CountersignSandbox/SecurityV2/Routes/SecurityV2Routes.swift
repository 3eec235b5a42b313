import CountersignAPI

/// The eight operations of the Security API (V2).
struct SecurityV2Routes {
    let sessions: SessionGate

    func register(on router: SecurityV2Router) {
        router.onLogin { [sessions] in try await sessions.issue(to: $0) }
        router.on(.securityV2Logout, SecurityV2.Logout.self) { call in
            try MemberPolicy.requireKnown(call.body.logoutReason, "LogoutReason")
            let (session, reason) = (call.session.id, call.body.logoutReason ?? .none)
            try await call.namespace.transact { try $0.endSession(session, because: reason) }
            return SecurityV2Outcome(.success, SecurityV2.Nothing())
        }
        router.on(.securityV2Authorize, SecurityV2.Authorize.self) { call in
            let (body, key) = (call.body, call.session.key)
            try MemberPolicy.requireReference(body.scaReferenceNumber)
            try MemberPolicy.requireText(body.scaIdentification, "SCAIdentification")
            try body.factors.requireKnown()
            if body.cancelRequest != true { try body.factors.requireDifference() }
            return try await call.namespace.transact { try $0.authorize(body, key: key) }
        }
        router.on(.securityV2RegenerateSCA, SecurityV2.RegenerateSCA.self) { call in
            let (body, key) = (call.body, call.session.key)
            try MemberPolicy.requireReference(body.scaReferenceNumber)
            try MemberPolicy.requireKnown(body.scaType, "SCAType")
            return try await call.namespace.transact { try $0.regenerate(body, key: key) }
        }
        router.on(.securityV2PostLoginDetails, SecurityV2.PostLoginDetails.self) { call in
            let (body, key) = (call.body, call.session.key)
            try MemberPolicy.requireConsumer(body.consumerID)
            try body.factors.requireKnown()
            guard body.firstFactor?.category != nil else { throw SecurityV2Fault.missing("SCAOptionID1FA") }
            if body.doSecondFactor == true {
                try body.factors.requireDifference()
            } else {
                try body.factors.requireBoth()
            }
            return try await call.namespace.transact { try $0.recordLogin(body, key: key) }
        }
        registerConsumers(on: router)
    }

    private func registerConsumers(on router: SecurityV2Router) {
        router.on(.securityV2GetSCAPendingRequest, SecurityV2.ConsumerRequest.self) { call in
            let consumer = call.body.consumerID
            try MemberPolicy.requireConsumer(consumer)
            let pending = try await call.namespace.read { try $0.pendingSCARequests(of: consumer).map(\.pending) }
            return SecurityV2Outcome(.success, SecurityV2.PendingRequests(pending: pending))
        }
        router.on(.securityV2ListSDKDevices, SecurityV2.ConsumerRequest.self) { call in
            let consumer = call.body.consumerID
            try MemberPolicy.requireConsumer(consumer)
            let device = try await call.namespace.read { try $0.sdkDevice(of: consumer)?.wire }
            return SecurityV2Outcome(.success, SecurityV2.SDKDevices(devices: device.map { [$0] } ?? []))
        }
        router.on(.securityV2DeRegisterSDKDevice, SecurityV2.DeRegisterSDKDevice.self) { call in
            let (consumer, device) = (call.body.consumerID, call.body.sdkDeviceReferenceID)
            try MemberPolicy.requireConsumer(consumer)
            try await call.namespace.transact { try $0.deregister(device, of: consumer) }
            return SecurityV2Outcome(.success, SecurityV2.Nothing())
        }
    }
}
