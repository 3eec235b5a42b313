import Countersign
import CountersignTestSupport
import Testing

@Suite("Strict DER (CARD-011)") struct StrictDERTests {
    @Test func namesTheDefectAndItsByte() throws {
        let r = "00bdbebd8ba5e4ea23a4ab3d852cbf0968cbc7319c7c4388e0c54bf34e896d19d8"
        let s = "5880fca38bf5450bff73d41c675e1444b8e3c75dc8bf764d5c0e9282bd150ade"
        let cases: [(hex: String, code: CountersignError.Code, offset: Int)] = [
            ("304602220000" + r.dropFirst(2) + "0220" + s, .rLeadingZero, 4),
            ("3044" + "0220" + r.dropFirst(2) + "0220" + s, .rNegative, 4),
            ("3045" + "0220" + s + "0221" + "00" + s, .sLeadingZero, 38),
            ("3145" + "0221" + r + "0220" + s, .derSequenceTag, 0),
            ("3045" + "0221" + r + "0220" + s + "00", .derTrailingBytes, 71),
            ("308145" + "0221" + r + "0220" + s, .derLengthNotMinimal, 1),
            ("3080" + "0221" + r + "0220" + s + "0000", .derLengthIndefinite, 1),
            ("3045" + "0321" + r + "0220" + s, .rTag, 2),
            ("3008" + "020100" + "020101" + "0500", .rZero, 2 + 2),
        ]
        for (hex, code, offset) in cases {
            let error = #expect(throws: CountersignError.self) {
                try Signature(derRepresentation: Hex.decode(hex))
            }
            #expect(error?.code == code, "\(hex): \(String(describing: error))")
            #expect(error?.offset == offset, "\(hex): \(String(describing: error))")
        }
        let error = #expect(throws: CountersignError.self) { try Signature(field: cases[0].hex) }
        #expect(error?.reason == "r has a superfluous leading zero at byte 4")
    }

    @Test func readsTheSeedsSample_asItsShapeSays() throws {
        // CARD-013: 71 bytes of DER, r in 32 bytes, s in 33 with its sign byte.
        let signature = try Signature(field: Golden.rejectedField)
        #expect(signature.derRepresentation.count == 71)
        #expect(signature.derIntegerLengths.r == 32)
        #expect(signature.derIntegerLengths.s == 33)
        #expect(signature.field == Golden.rejectedField)
        #expect(!signature.isLowS)
    }

    @Test func neverAcceptsAChangedByte_unlessItWritesItBack() throws {
        var random = SeededRandom.printed(for: "flipped bytes of DER")
        var accepted = 0
        for _ in 0..<12 {
            let der = random.signature().derRepresentation
            for index in der.indices {
                for value in UInt8.min ... .max where value != der[index] {
                    var changed = der
                    changed[index] = value
                    guard let signature = try? Signature(derRepresentation: changed) else { continue }
                    accepted += 1
                    #expect(signature.derRepresentation == changed, "\(random) \(changed)")
                }
            }
        }
        #expect(accepted > 0, "a change inside r or s gives another signature")
    }

    @Test func neverAcceptsAnAddedOrMissingByte() throws {
        var random = SeededRandom.printed(for: "inserted and deleted bytes of DER")
        for _ in 0..<12 {
            let der = random.signature().derRepresentation
            for index in der.indices {
                var shorter = der
                shorter.remove(at: index)
                #expect(throws: CountersignError.self) { try Signature(derRepresentation: shorter) }
                #expect(throws: CountersignError.self) { try Signature(derRepresentation: der.prefix(index)) }
            }
            for index in 0...der.count {
                for value in UInt8.min ... .max {
                    var longer = der
                    longer.insert(value, at: index)
                    #expect((try? Signature(derRepresentation: longer)) == nil, "\(random) \(longer)")
                }
            }
        }
    }

    @Test func answersNoiseWithAnError() throws {
        var random = SeededRandom.printed(for: "noise as DER")
        for _ in 0..<20_000 {
            let noise = random.bytes(Int.random(in: 0...80, using: &random))
            guard let signature = try? Signature(derRepresentation: [0x30] + noise) else { continue }
            #expect(signature.derRepresentation == [0x30] + noise)
        }
    }
}
