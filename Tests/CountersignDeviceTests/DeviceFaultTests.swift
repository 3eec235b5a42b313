import Countersign
import Testing

@testable import CountersignDevice

@Suite struct DeviceFaultTests {
    private let text: Challenge = "0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10"

    /// What a phone with the fault makes of the text, after an earlier one.
    private func answer(_ fault: DeviceFault) async throws -> (DeviceAnswer, VerifyingKey) {
        let phone = try VirtualDevice(purposes: [.unrestricted, .restricted])
        _ = try await phone.answer(SigningRequest("earlier"))
        try await phone.update { $0.fault = fault }
        return (try await phone.answer(SigningRequest(text)), try await phone.verifyingKey)
    }

    @Test("Each fault makes exactly its mistake, as the diagnosis names it")
    func makesItsMistake() async throws {
        let diagnosed: [DeviceFault: String] = [
            .otherHash: "hash_sha384", .doubleHash: "hash_twice", .rawSignature: "encoding_rs_hex",
        ]
        var count = 0
        for fault in DeviceFault.allCases {
            let (answer, key) = try await answer(fault)
            let isValid = (try? key.isValidSignature(Signature(field: answer.field), for: text)) ?? false
            #expect(isValid == [.highS, .replay, .clone].contains(fault), "\(fault)")
            #expect(answer.fault == fault)
            #expect(answer.sendings == (fault == .replay ? 2 : 1))
            if let code = diagnosed[fault] {
                let findings = try Diagnosis(of: Array(answer.field.utf8), for: text, under: key).findings
                #expect(findings.contains { $0.code.description == code }, "\(fault): \(findings)")
            }
            count += 1
        }
        #expect(count == 11)
    }

    @Test("The other faults, each by what it is")
    func makesTheOtherMistakes() async throws {
        let (high, _) = try await answer(.highS)
        #expect(try Signature(field: high.field).isLowS == false)
        let (stale, key) = try await answer(.staleChallenge)
        #expect(try key.isValidSignature(try Signature(field: stale.field), for: "earlier"))
        let (bad, _) = try await answer(.badDER)
        // A signature of full length is too long with one more zero; a shorter one shows the zero.
        let defects: [CountersignError.Code] = [.rLeadingZero, .rTooLong, .hexTooLong]
        #expect {
            try Signature(field: bad.field)
        } throws: { error in
            (error as? CountersignError).map { defects.contains($0.code) } ?? false
        }
        let (truncated, _) = try await answer(.truncatedHex)
        #expect(throws: CountersignError.self) { try Signature(field: truncated.field) }
        for fault in [DeviceFault.rawSignature, .badDER, .truncatedHex] {
            #expect(try await answer(fault).0.signature == nil)
        }
    }

    @Test("A fault that needs a second key says so; a faulty phone is no ChallengeSigner of what is no signature")
    func refuses_whenTheFaultCannotBe() async throws {
        let phone = try VirtualDevice()
        try await phone.update { $0.fault = .wrongPurpose }
        #expect(await code { _ = try await phone.answer(SigningRequest(text)) } == .noKey)
        try await phone.update { $0.fault = .rawSignature }
        #expect(await code { _ = try await phone.signature(for: text) } == .signing)
    }

    @Test("Every fault has its answer on every route")
    func expectsAnAnswer_onEveryRoute() {
        for fault in DeviceFault.allCases {
            for route in SigningRequest.Route.allCases {
                switch (fault, fault.expected(on: route)) {
                case (.highS, .accepted), (.clone, .accepted), (.clone, .refused(409, _)): break
                case (.replay, .refused(let status, _)): #expect([403, 404, 409].contains(status))
                case (_, let answer): #expect(answer == .refused(status: 422, code: "invalid_signature"))
                }
            }
            #expect(DeviceFault(rawValue: fault.rawValue) == fault)
            #expect(!fault.summary.isEmpty)
        }
    }
}
