import Countersign
import Testing

@testable import CountersignDevice

@Suite struct ApprovalTests {
    @Test("The first rule that fits decides; without one the phone approves")
    func decidesByTheFirstRuleThatFits() throws {
        let policy = try ApprovalPolicy(
            "deny if amount over 10000 and route is change_request; ask if purpose is restricted; "
                + "delay 250ms if subject contains Grace; deny if text contains abc")
        let cases: [(SigningRequest, ApprovalDecision)] = [
            (SigningRequest("x", amount: 10_001), .deny),
            (SigningRequest("x", amount: 10_000), .approve),
            (SigningRequest("x", route: .challenge, amount: 10_001), .approve),
            (SigningRequest("x", purpose: .restricted, amount: 5), .ask),
            (SigningRequest("x", subject: "to Grace Hopper"), .delay(milliseconds: 250)),
            (SigningRequest("xabcx"), .deny), (SigningRequest("xabx"), .approve), (SigningRequest("x"), .approve),
        ]
        for (request, decision) in cases { #expect(policy.decision(for: request) == decision, "\(request)") }
    }

    @Test("A policy is written as it is read")
    func writesWhatItReads() throws {
        for text in [
            "approve", "deny", "ask", "delay 2s", "delay 250ms", "deny if amount up to 5; approve",
            "ask if text contains a b and purpose is unrestricted; deny if route is key_addition",
        ] {
            #expect(try ApprovalPolicy(text).description == text)
        }
        #expect(ApprovalPolicy.approve.description == "approve")
    }

    @Test("What is no policy is refused, and says where")
    func refusesNonsense() {
        for text in [
            "", ";", "approve;", "maybe", "approve now", "delay", "delay 2", "delay 2h", "delay -1s", "delay +1s",
            "delay 86401s", "delay 9999999999999999999999s", "deny if", "deny if amount over", "deny if amount over x",
            "deny if amount over -5", "deny if route is bank", "deny if purpose is x", "deny if amount over 5 and",
            "if amount over 5", "deny if text contains ",
        ] {
            #expect(code { _ = try ApprovalPolicy(text) } == .policy, "\(text)")
        }
    }

    @Test("Text is compared byte for byte")
    func comparesBytes() throws {
        let policy = try ApprovalPolicy("deny if text contains \u{E9}")
        #expect(policy.decision(for: SigningRequest("caf\u{E9}")) == .deny)
        #expect(policy.decision(for: SigningRequest("cafe\u{301}")) == .approve)
    }

    @Test("Deny, ask and delay do what they say")
    func followsThePolicy() async throws {
        #expect(await code { _ = try await VirtualDevice(policy: .deny).answer(SigningRequest("x")) } == .denied)
        #expect(await code { _ = try await VirtualDevice(policy: .ask).answer(SigningRequest("x")) } == .unanswered)
        for isApproved in [true, false] {
            let phone = try VirtualDevice(policy: .ask) { request in
                #expect(request.text == "x")
                return isApproved
            }
            #expect(await code { _ = try await phone.answer(SigningRequest("x")) } == (isApproved ? nil : .denied))
        }
        struct Gone: Error {}
        let deserted = try VirtualDevice(policy: .ask) { _ in throw Gone() }
        #expect(await code { _ = try await deserted.answer(SigningRequest("x")) } == .unanswered)
        let slept = Counter()
        var record = DeviceRecord(name: try DeviceName("slow"), policy: try ApprovalPolicy("delay 3s"))
        try record.makeKey(.unrestricted)
        let slow = VirtualDevice(record, sleep: { await slept.add($0) })
        _ = try await slow.answer(SigningRequest("x"))
        #expect(await slept.total == .seconds(3))
    }

    actor Counter {
        var total = Duration.zero
        func add(_ duration: Duration) { total += duration }
    }
}
