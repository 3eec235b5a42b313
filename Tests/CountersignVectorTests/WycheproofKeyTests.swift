import Countersign
import CountersignTestSupport
import Testing

/// Wycheproof's ECDH files for P-256: their public keys are good or bad whatever they are used for.
struct WycheproofKeyTests {
    private static let counts = [
        "ecdh_secp256r1_test.json": 612, "ecdh_secp256r1_ecpoint_test.json": 355, "ecdh_secp256r1_pem_test.json": 612,
        "ecdh_secp256r1_webcrypto_test.json": 353,
    ]

    @Test(
        "reads and refuses the public keys of Wycheproof's ECDH files as SPKI, point, PEM and JWK",
        .enabled(if: !WycheproofFile.names(startingWith: "ecdh_").isEmpty, "vectors/external/wycheproof is absent"))
    func agreesWithEveryKey() throws {
        let names = WycheproofFile.names(startingWith: "ecdh_")
        #expect(Set(names) == Set(Self.counts.keys))
        for name in names {
            let file = try WycheproofFile(name)
            #expect(file.count == Self.counts[name], "\(name)")
            for group in file.groups {
                for test in group.tests {
                    let bytes = try publicKey(test.row, group.type)
                    let isRead = (try? VerifyingKey(anyRepresentation: bytes)) != nil
                    #expect(isRead == shouldBeRead(test), "\(test.row.place), flags \(test.flags.sorted())")
                }
            }
            VectorReport.ran(file.count, of: "wycheproof/\(name)")
        }
    }

    /// The rule for "acceptable": a compressed point is a good key, and nothing else is. The other marks are curve
    /// parameters spelled out instead of named, BER and other ASN.1 that is not DER, and PEM that is none.
    private func shouldBeRead(_ test: WycheproofFile.Test) -> Bool {
        switch test.result {
        case .valid: true
        case .invalid: false
        case .acceptable: test.flags == ["CompressedPublic", "CompressedPoint"]
        }
    }

    private func publicKey(_ row: VectorRow, _ type: String) throws -> [UInt8] {
        switch type {
        case "EcdhTest", "EcdhEcpointTest": return try row.bytes("public")
        case "EcdhPemTest": return Array(try row.string("public").utf8)
        case "EcdhWebcryptoTest":
            let members = try row.row("public").values.map { name, value in
                guard let text = value as? String else { throw VectorError("\(row.place): \(name) is no string") }
                return "\"\(name)\":\"\(text)\""
            }
            return Array("{\(members.sorted().joined(separator: ","))}".utf8)
        default: throw VectorError("\(row.place): unknown type \(type)")
        }
    }

    @Test(
        "reads the private keys of the valid rows, as PKCS#8 in PEM and as JWK, and finds the scalar's own point",
        .enabled(if: !WycheproofFile.names(startingWith: "ecdh_").isEmpty, "vectors/external/wycheproof is absent"))
    func readsThePrivateKeys() throws {
        var ran = 0
        for name in ["ecdh_secp256r1_pem_test.json", "ecdh_secp256r1_webcrypto_test.json"] {
            for test in try WycheproofFile(name).groups.flatMap(\.tests) where test.result == .valid {
                let bytes: [UInt8]
                if name.contains("pem") {
                    bytes = Array(try test.row.string("private").utf8)
                } else {
                    let members = try test.row.row("private").values.map { "\"\($0)\":\"\($1)\"" }
                    bytes = Array("{\(members.joined(separator: ","))}".utf8)
                }
                let key = try ImportedKey(anyRepresentation: bytes)
                #expect(key.signingKey != nil, "\(test.row.place)")
                ran += 1
            }
        }
        #expect(ran == 660)
        VectorReport.ran(ran, of: "wycheproof/private keys of the ecdh files")
    }
}
