import CCountersignEncoding
import CCountersignOpenSSL
import Countersign
import Testing

@Suite struct CountersignErrorTests {
    /// Every defect of the codec's enum, by number, with the code that Swift knows it by.
    private static let defects: [UInt32: CountersignError.Code] = [
        1: .hexEmpty, 2: .hexOddLength, 3: .hexDigit, 4: .hexTooLong,
        10: .derTruncated, 11: .derSequenceTag, 12: .derLengthIndefinite, 13: .derLengthNotMinimal,
        14: .derLengthMismatch, 15: .derTrailingBytes, 16: .derSequenceSurplus,
        20: .rTag, 21: .rLength, 22: .rEmpty, 23: .rNegative, 24: .rLeadingZero, 25: .rTooLong, 26: .rZero,
        27: .rNotBelowOrder,
        40: .sTag, 41: .sLength, 42: .sEmpty, 43: .sNegative, 44: .sLeadingZero, 45: .sTooLong, 46: .sZero,
        47: .sNotBelowOrder,
    ]

    /// Every status of the OpenSSL wrapper that is thrown as such.
    private static let statuses: [UInt32: CountersignError.Code] = [
        10: .argument, 11: .buffer, 20: .keyFormat, 21: .keyCurve, 22: .keyPoint, 23: .keyScalar, 24: .keyPair,
        25: .keyPublic, 26: .keyTrailing, 30: .passphraseNeeded, 31: .passphraseWrong, 32: .kdf, 33: .cipher,
        34: .authentication, 40: .random, 41: .memory, 42: .openssl,
    ]

    @Test func hasACode_forEveryDefectThatCNames() {
        var named = 0
        for number in UInt32(1)...255 {
            let name = String(cString: countersign_defect_name(countersign_defect(rawValue: number)))
            guard name != "unknown" else {
                #expect(Self.defects[number] == nil)
                continue
            }
            named += 1
            #expect(Self.defects[number]?.description == name)
        }
        #expect(named == Self.defects.count)
    }

    @Test func hasACode_forEveryStatusThatCNames() {
        // OK and MISMATCH are no errors; ERROR_SIGNATURE always carries a defect; 50 and above are the C interface's.
        let notThrown = Set<UInt32>([0, 1, 12]).union(50...56)
        var named = 0
        for number in UInt32(0)...255 where !notThrown.contains(number) {
            let name = String(cString: countersign_status_name(countersign_status(rawValue: number)))
            guard name != "unknown" else {
                #expect(Self.statuses[number] == nil)
                continue
            }
            named += 1
            #expect(Self.statuses[number]?.description == name)
        }
        #expect(named == Self.statuses.count)
    }

    @Test func isEqual_whenTheCodeIs() throws {
        let first = #expect(throws: CountersignError.self) { try Signature(field: "3z") }
        let second = #expect(throws: CountersignError.self) { try Signature(field: "30z0") }
        #expect(first == second)
        #expect(first?.offset != second?.offset)
        #expect(first.map { "\($0)" }?.hasSuffix("[hex_digit]") == true)
    }
}
