import CountersignAPI
import CountersignTestSupport
import Testing

@testable import CountersignPrevalidator

@Suite("The quick reader of checks") struct PlainCheckTests {
    @Test("what it accepts the strict reader accepts with the same members, over mutations of checks")
    func acceptsNothingThatTheStrictReaderRefuses() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("plain checks: seed \(seed)")
        var random = SeededRandom(seed: seed)
        let good = Array(
            #"{ "id":"7","challenge_id": "c-1" ,"key_id":"k","device_id":"d","signature":"3045022100bd"}"#.utf8)
        #expect(good.withUnsafeBufferPointer { PlainCheck($0)?.id.map { Array(good[$0]) } } == Array("7".utf8))
        let splices = [
            "\\u0041", "\"", "{", "}", ",", ":", "é", "\u{0}", "\n", "null", "\"key_id\":\"k\",", "\"x\":1,", " ", "7",
        ].map { Array($0.utf8) }
        var accepted = 0
        for _ in 0..<40_000 {
            var bytes = good
            for _ in 0...Int(random.next() % 2) {
                let place = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 4 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: splices[Int(random.next() % UInt64(splices.count))], at: place)
                default: bytes.swapAt(place, bytes.count - 1 - place)
                }
            }
            guard let plain = PlainCheck.question(in: bytes) else { continue }
            accepted += 1
            let strict = try Question(try Members(WireJSON.parse(bytes)))
            #expect(strict.challengeID == plain.challengeID)
            #expect(strict.keyID == plain.keyID)
            #expect(strict.deviceID == plain.deviceID)
            #expect(strict.signature.utf8.elementsEqual(plain.signature.utf8))
        }
        #expect(accepted > 2000)
    }

    @Test(
        "forms that it leaves to the strict reader",
        arguments: [
            "", "{}", "[]", #"{"challenge_id":"a"}"#, #"{"challenge_id":"a","signature":"b","signature":"b"}"#,
            #"{"challenge_id":"a","signature":"b"} x"#, #"{"challenge_id":"a","signature":"b",}"#,
            #"{"challenge_id":"a","signature":null}"#, #"{"challenge_id":"é","signature":"b"}"#,
        ])
    func leavesOtherForms(text: String) {
        let isRead = PlainCheck.question(in: Array(text.utf8)) != nil
        #expect(!isRead)
    }
}
