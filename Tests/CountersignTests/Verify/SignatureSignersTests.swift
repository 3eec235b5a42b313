import Testing

@testable import Countersign

@Suite("Whose signature it may be") struct SignatureSignersTests {
    @Test("the signer's point is one of the two, for the twin and for the bank's published sample too")
    func findsTheSigner() throws {
        var count = 0
        for number in 0..<50 {
            let challenge = Challenge("text \(number)")
            let key = try SigningKey()
            let signature = try Signature(field: try key.field(for: challenge))
            let point = key.verifyingKey.x963Representation
            let (points, twins) = (try signature.signers(of: challenge), try signature.twin.signers(of: challenge))
            #expect(points.count == 2 && points.contains(point) && Set(twins) == Set(points))
            #expect(!(try signature.signers(of: Challenge("else")).contains(point)))
            // Both verify: nothing can be told from the signature alone.
            for other in points {
                #expect(try VerifyingKey(x963Representation: other).isValidSignature(signature, for: challenge))
            }
            count += 1
        }
        #expect(count == 50)
    }

    @Test("there is no signer where no point has x = r, and none at infinity")
    func findsNobody_whereNoPointIs() throws {
        var empty = 0
        for low in UInt8(1)...40 {
            let r = [UInt8](repeating: 0, count: 31) + [low]
            let points = try Signature(r: r, s: r).signers(of: Challenge("text"))
            #expect(points.isEmpty || points.count == 2)
            empty += points.isEmpty ? 1 : 0
        }
        #expect((5...35).contains(empty))
    }
}
