import Countersign
import CountersignTestSupport
import Testing

@Suite struct VerifyingKeyTests {
    @Test func isTheSameKey_fromEachOfItsForms() throws {
        let key = try VerifyingKey(hexPoint: Golden.key)
        let forms: [[UInt8]] = [
            Array(Golden.key.utf8), Array(Golden.key.uppercased().utf8), Array("  \(Golden.key)\r\n".utf8),
            Array(Golden.compressedKey.utf8), try Hex.decode(Golden.key), try Hex.decode(Golden.compressedKey),
            try Hex.decode(Golden.spkiHex), Array(key.spkiPEM.utf8), Array(key.jwk.utf8), Array("\n\(key.jwk)\n".utf8),
        ]
        for form in forms {
            let other = try VerifyingKey(anyRepresentation: form)
            #expect(other == key)
            #expect(other.identifier == key.identifier)
            #expect(Set([key, other]).count == 1)
        }
        #expect(try VerifyingKey(hexPoint: Golden.otherKey) != key)
    }

    @Test("writes the 130-digit point that the bank takes (CARD-014)")
    func writesThePointInLowerCase() throws {
        let key = try VerifyingKey(hexPoint: Golden.key.uppercased())
        #expect(key.hexPoint == Golden.key)
        #expect(key.hexPoint.utf8.count == 130)
        #expect(key.x963Representation.count == 65)
        #expect(Hex.encode(key.compressedRepresentation) == Golden.compressedKey)
        #expect(Hex.encode(key.spkiDER) == Golden.spkiHex)
    }

    @Test func givesTheSameKeyBack_fromEachPublicFormat() throws {
        for _ in 0..<50 {
            let key = try SigningKey().verifyingKey
            for format in KeyFormat.allCases where !format.isPrivate {
                let imported = try ImportedKey(anyRepresentation: key.representation(format))
                #expect(imported.verifyingKey == key)
                #expect(imported.format == format)
                #expect(imported.signingKey == nil)
            }
            for format in KeyFormat.allCases where format.isPrivate {
                let error = #expect(throws: CountersignError.self) { try key.representation(format) }
                #expect(error?.code == .keyPublic)
            }
        }
    }

    @Test func refusesAPoint_whenItIsNotOnTheCurve() throws {
        let p = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"
        let (x, y) = (Golden.keyWithoutPrefix.prefix(64), Golden.keyWithoutPrefix.suffix(64))
        let (zeros, ones) = (String(repeating: "0", count: 128), String(repeating: "f", count: 128))
        let offCurve: [String] = ["04\(zeros)", "04\(ones)", "04\(x)\(y.dropLast())d", "04\(p)\(y)", "04\(x)\(p)"]
        for hex in offCurve {
            let error = #expect(throws: CountersignError.self) { try VerifyingKey(hexPoint: hex) }
            #expect(error?.code == .keyPoint, "\(hex)")
        }
        // x of the twist: no y on the curve has it.
        var refused = 0
        for last in 0..<10 {
            let hex = "02" + String(repeating: "0", count: 63) + "\(last)"
            do throws(CountersignError) {
                _ = try VerifyingKey(hexPoint: hex)
            } catch {
                #expect(error.code == .keyPoint)
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    @Test func refusesAPoint_whenItsShapeIsWrong() throws {
        let shapes = [
            Golden.keyWithoutPrefix, "05" + Golden.keyWithoutPrefix, "00", "02" + Golden.keyWithoutPrefix,
            "06" + Golden.keyWithoutPrefix, Golden.key + "00", String(Golden.key.dropLast(2)), Golden.spkiHex,
            "04" + Golden.compressedKey.dropFirst(2),
        ]
        for hex in shapes {
            let error = #expect(throws: CountersignError.self) { try VerifyingKey(hexPoint: hex) }
            #expect(error?.code == .keyFormat, "\(hex): \(String(describing: error))")
        }
        let error = #expect(throws: CountersignError.self) { try VerifyingKey(hexPoint: Golden.keyWithoutPrefix) }
        #expect(error?.reason.contains("without the leading 04") == true)
    }

    @Test func refusesBytesOfEveryLength_withoutACrash() {
        var random = SeededRandom.printed(for: "keys of every length")
        for count in 0...1_000 {
            for first: UInt8 in [0x00, 0x02, 0x04, 0x30, 0x7B, 0x2D] {
                let bytes = [first] + random.bytes(count)
                // A compressed point or a scalar may be right by chance; nothing else can be.
                guard let key = try? ImportedKey(anyRepresentation: bytes) else { continue }
                #expect(key.format == .compressedPoint || key.format == .scalar, "\(random) \(bytes)")
            }
        }
    }

    @Test func refusesAPrivateKey() throws {
        let key = try SigningKey()
        for format in [KeyFormat.pkcs8PEM, .pkcs8DER, .sec1PEM, .sec1DER, .scalar, .x963Private, .jwkPrivate] {
            let error = #expect(throws: CountersignError.self) {
                try VerifyingKey(anyRepresentation: key.representation(format))
            }
            #expect(error?.code == .keyPrivate, "\(format)")
        }
    }
}
