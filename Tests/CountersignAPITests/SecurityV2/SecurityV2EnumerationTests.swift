import CountersignAPI
import Testing

@Suite("Security API (V2): enumerations") struct SecurityV2EnumerationTests {
    private func expectBothWays<Value: OpenNumber>(
        _ type: Value.Type, _ names: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(Value.known.map(\.rawValue) == Array(0..<names.count), sourceLocation: sourceLocation)
        for (number, name) in names.enumerated() {
            let value = Value(rawValue: number)
            #expect(value.isKnown && value.name == name && value.description == name, sourceLocation: sourceLocation)
            #expect(Value(name: name) == value, sourceLocation: sourceLocation)
            #expect(Value(name) == value && Value(String(number)) == value, sourceLocation: sourceLocation)
            #expect(try read(Value.self, "\"\(name)\"") == value, sourceLocation: sourceLocation)
            #expect(try read(Value.self, "\(number)") == value, sourceLocation: sourceLocation)
            #expect(try write(value) == "\(number)", sourceLocation: sourceLocation)
        }
        // Kept as it came, for the bank adds values without notice.
        for number in [names.count, -1, 1_000_000] {
            let value = try read(Value.self, "\(number)")
            #expect(!value.isKnown && value == .unknown(number), sourceLocation: sourceLocation)
            #expect(try write(value) == "\(number)", sourceLocation: sourceLocation)
            #expect(Value("\(number)") == nil, sourceLocation: sourceLocation)
        }
        for text in ["\"\"", "\"1\"", "\"nonE\"", "1.5", "true", "[]", "1e30"] {
            #expect(failure { _ = try read(Value.self, text) } != nil, "\(text)", sourceLocation: sourceLocation)
        }
    }

    @Test("LogoutReason has its seven numbers and names (S3-035)")
    func hasLogoutReasons() throws {
        try expectBothWays(
            SecurityV2.LogoutReason.self,
            [
                "None", "ManuallyLogout", "SessionTimeout", "LoggedIntoAnotherDevice", "LostConnection",
                "ForceCloseTheApp", "LoginDisabled",
            ])
    }

    @Test("SCA options have their ten numbers and names; 1 is Device Binding too (S3-050)")
    func hasOptions() throws {
        try expectBothWays(
            SecurityV2.SCAOption.self,
            [
                "None", "ApproveRejectButton", "Face", "Finger", "OTP", "mPIN", "Password", "OtherKnowledgeItem",
                "OtherPossessionItem", "OtherInherenceItem",
            ])
        for name in ["Device Binding", "DeviceBinding"] {
            #expect(try read(SecurityV2.SCAOption.self, "\"\(name)\"") == .approveRejectButton)
        }
    }

    @Test("SCA options fall into three categories; None and strangers into none (S3-051, S3-052)")
    func sortsOptions_intoCategories() {
        let numbers: [SecurityV2.SCAOption.Category: [Int]] = [
            .possession: [1, 4, 8], .inherence: [2, 3, 9], .knowledge: [5, 6, 7],
        ]
        for (category, numbers) in numbers {
            for number in numbers { #expect(SecurityV2.SCAOption(rawValue: number).category == category) }
        }
        for number in [0, 10, -1] { #expect(SecurityV2.SCAOption(rawValue: number).category == nil) }
    }

    @Test("SCA types have their three numbers and names (S3-072)")
    func hasTypes() throws { try expectBothWays(SecurityV2.SCAType.self, ["None", "OTP", "MobilePush"]) }

    @Test("Response codes keep their digits and know their HTTP status (S3-077)")
    func hasResponseCodes() throws {
        let codes = SecurityV2.ResponseCode.known.map(\.rawValue)
        #expect(
            codes == [
                "000", "100", "101", "102", "900", "901", "902", "903", "904", "905", "906", "907", "908", "999",
            ])
        for code in SecurityV2.ResponseCode.known {
            #expect(try read(SecurityV2.ResponseCode.self, "\"\(code.rawValue)\"") == code)
            let status = ["100": 400, "101": 400, "999": 500][code.rawValue] ?? 200
            #expect(code.httpStatus == status)
        }
    }
}
