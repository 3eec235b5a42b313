import Countersign
import CountersignTestSupport
import Testing

@Suite struct HexTests {
    @Test func givesTheBytesBack_inEitherCase() throws {
        var random = SeededRandom.printed(for: "hex")
        for count in 1...300 {
            let bytes = random.bytes(count)
            let text = Hex.encode(bytes)
            #expect(text.utf8.count == 2 * count)
            #expect(try Hex.decode(text) == bytes, "\(random)")
            #expect(try Hex.decode(text.uppercased()) == bytes, "\(random)")
        }
        #expect(Hex.encode([]) == "")
    }

    @Test func refusesEachByteThatIsNoDigit() {
        let digits = Set("0123456789abcdefABCDEF".utf8)
        for value in UInt8.min...0x7F where !digits.contains(value) {
            let text = String(decoding: [0x30, value], as: UTF8.self)
            let error = #expect(throws: CountersignError.self) { try Hex.decode(text) }
            #expect(error?.code == .hexDigit, "\(value)")
            #expect(error?.offset == 1)
        }
    }

    @Test func refusesDigitsOfOtherScripts() {
        for text in ["０１", "٠١", "１2", "ａｂ"] {
            #expect(throws: CountersignError.self) { try Hex.decode(text) }
        }
    }
}
