import Countersign
import CountersignTestSupport
import Testing

@Suite struct JWKTests {
    /// The public and the private figure of RFC 7517 appendix A.1 and A.2 (P-256).
    private static let x = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"
    private static let y = "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
    private static let d = "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"
    private static let publicKey = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)"}"#
    private static let privateKey = #"{"kty":"EC","crv":"P-256","x":"\#(x)","y":"\#(y)","d":"\#(d)"}"#

    @Test func readsAndWritesTheFiguresOfRFC7517() throws {
        let imported = try ImportedKey(anyRepresentation: Self.privateKey.utf8)
        #expect(imported.format == .jwkPrivate)
        #expect(imported.verifyingKey.jwk == Self.publicKey)
        #expect(try imported.signingKey?.representation(.jwkPrivate) == Array(Self.privateKey.utf8))
        #expect(try VerifyingKey(anyRepresentation: Self.publicKey.utf8) == imported.verifyingKey)
    }

    @Test func readsMembersInAnyOrder_andLetsOthersBe() throws {
        let key = try VerifyingKey(anyRepresentation: Self.publicKey.utf8)
        let texts = [
            #"{ "y" : "\#(Self.y)", "x":"\#(Self.x)","crv":"P-256" ,"kty":"EC"}"#,
            #"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","use":"sig","key_ops":["verify",1.5e3,null]}"#,
            #"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","x5c":[],"o":{"kty":{"a":[true,false]}}}"#,
            #"{"k\u0074y":"E\u0043","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","kid":"\ud83d\ude00\n\"é"}"#,
            "\t\r\n" + Self.publicKey + "\n",
        ]
        for text in texts { #expect(try VerifyingKey(anyRepresentation: text.utf8) == key, "\(text)") }
    }

    @Test func keepsLeadingZeros_inCoordinatesAndScalar() throws {
        var random = SeededRandom.printed(for: "JWK round trips")
        for _ in 0..<200 {
            let zeros = Int.random(in: 0...31, using: &random)
            let scalar = [UInt8](repeating: 0, count: zeros) + random.bytes(31 - zeros) + [1]
            let key = try SigningKey(scalar: scalar)
            let text = try key.representation(.jwkPrivate)
            #expect(text.count == #"{"kty":"EC","crv":"P-256","x":"","y":"","d":""}"#.utf8.count + 3 * 43)
            #expect(try SigningKey(anyRepresentation: text).representation(.scalar) == scalar, "\(random)")
            #expect(try VerifyingKey(anyRepresentation: key.verifyingKey.jwk.utf8) == key.verifyingKey)
        }
    }

    @Test func namesTheMember_whenItIsMissingTwiceOrWrong() throws {
        let cases: [(String, String)] = [
            (#"{"crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)"}"#, "kty"),
            (#"{"kty":"RSA","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)"}"#, "kty"),
            (#"{"kty":"ec","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)"}"#, "kty"),
            (#"{"kty":"EC","crv":"P-384","x":"\#(Self.x)","y":"\#(Self.y)"}"#, "crv"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)"}"#, "y"),
            (#"{"kty":"EC","crv":"P-256","x":7,"y":"\#(Self.y)"}"#, "x"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)=","y":"\#(Self.y)"}"#, "x"),
            (#"{"kty":"EC","crv":"P-256","x":"AA\#(Self.x.dropFirst(4))","y":"\#(Self.y)"}"#, "x"),
            (#"{"kty":"EC","crv":"P-256","x":"AAAA\#(Self.x)","y":"\#(Self.y)"}"#, "x"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","kty":"EC"}"#, "kty"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","d":null}"#, "d"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","d":"AQ"}"#, "d"),
            (#"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","d":"\#(Self.d)","d":"\#(Self.d)"}"#, "d"),
        ]
        for (text, member) in cases {
            let error = #expect(throws: CountersignError.self, "\(text)") {
                try ImportedKey(anyRepresentation: text.utf8)
            }
            #expect(error?.code == .jwkMember, "\(text): \(String(describing: error))")
            #expect(error?.reason.contains("'\(member)'") == true, "\(text): \(String(describing: error))")
        }
    }

    @Test func refusesAPair_whenTheScalarIsNotThePoints() throws {
        let other = try SigningKey(scalar: [UInt8](repeating: 1, count: 32))
        let d = Base64.url.encode(try other.representation(.scalar))
        let text = #"{"kty":"EC","crv":"P-256","x":"\#(Self.x)","y":"\#(Self.y)","d":"\#(d)"}"#
        let error = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: text.utf8) }
        #expect(error?.code == .keyPair)
    }

    @Test func refusesAPoint_whenItIsNotOnTheCurve() {
        let text = #"{"kty":"EC","crv":"P-256","x":"\#(Self.y)","y":"\#(Self.x)"}"#
        let error = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: text.utf8) }
        #expect(error?.code == .keyPoint)
    }

    @Test func neverShowsTheScalar_inAReason() throws {
        for d in ["\(Self.d)A", "!\(Self.d.dropFirst())", String(Self.d.dropLast())] {
            let text = Self.privateKey.replacing(Self.d, with: d)
            let error = #expect(throws: CountersignError.self) { try ImportedKey(anyRepresentation: text.utf8) }
            #expect(error?.reason.contains(Self.d.dropFirst().dropLast()) == false)
            #expect(error?.reason.contains("21") == false, "the byte of '!': \(String(describing: error))")
        }
    }
}
