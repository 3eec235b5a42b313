import CCountersignEncoding
import Countersign
import CountersignTestSupport
import Testing

/// hex.json and der.json through the codec itself and through the Swift types on top of it.
struct EncodingVectorTests {
    @Test("decodes and refuses every text of hex.json, whatever its bytes are")
    func agreesWithTheHexVectors() throws {
        let file = try OwnVectors("hex.json")
        let members: Set = ["bytes", "capacity", "value", "defect", "offset"]
        let ran = try file.forEach(members: members) { row in
            let text = try row.bytes("bytes"), capacity = try row.int("capacity")
            var out = [UInt8](repeating: 0xAA, count: capacity)
            let finding = text.withUnsafeBytes { bytes in
                countersign_hex_decode(
                    bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, &out, capacity)
            }
            #expect(try name(finding) == (row.has("defect") ? row.string("defect") : "none"), "\(row.place)")
            if row.has("value") {
                let value = try row.bytes("value")
                #expect(Array(out.prefix(value.count)) == value, "\(row.place)")
                #expect(Hex.encode(value) == value.hexDigits, "\(row.place)")
            } else {
                #expect(try Int(finding.offset) == row.int("offset"), "\(row.place)")
            }
        }
        #expect(ran == 556)
    }

    @Test("reads the DER of der.json that is strict, and names the defect and its byte for all other (CARD-011)")
    func agreesWithTheDERVectors() throws {
        let file = try OwnVectors("der.json")
        let ran = try file.forEach(members: ["der", "r", "s", "defect", "offset"]) { row in
            let der = try row.bytes("der")
            var rs = countersign_rs()
            withUnsafeMutableBytes(of: &rs) { _ = $0.initializeMemory(as: UInt8.self, repeating: 0xAA) }
            let finding = countersign_der_decode(der, der.count, &rs)
            let raw = withUnsafeBytes(of: rs) { Array($0) }
            #expect(try name(finding) == (row.has("defect") ? row.string("defect") : "none"), "\(row.place)")
            if row.has("r") {
                #expect(try raw == row.bytes("r") + row.bytes("s"), "\(row.place)")
                let signature = try Signature(derRepresentation: der)
                #expect(signature.derRepresentation == der, "\(row.place): not written back as it was read")
                #expect(try Signature(field: der.hexDigits) == signature, "\(row.place)")
            } else {
                #expect(try Int(finding.offset) == row.int("offset"), "\(row.place)")
                #expect(raw.allSatisfy { $0 == 0 }, "\(row.place): the output is not zeroed")
                let error = #expect(throws: CountersignError.self, "\(row.place)") {
                    try Signature(derRepresentation: der)
                }
                #expect(try error?.code.description == row.string("defect"), "\(row.place)")
                #expect(try error?.offset == row.int("offset"), "\(row.place)")
            }
        }
        #expect(ran == 663)
    }

    private func name(_ finding: countersign_finding) -> String {
        String(cString: countersign_defect_name(finding.defect))
    }
}
