import CountersignAPI
import Testing

@Suite struct IdentifierTests {
    @Test("ids are opaque: any string is taken, none is changed")
    func takesAnyString_asItIs() throws {
        for text in ["cchr_123", "", " ", "é", "../..", "a/b?c#d", "\u{0}", String(repeating: "x", count: 10_000)] {
            let id = Identifier(text)
            let back = try WireJSON.decode(Identifier.self, from: WireJSON.encode(id))
            #expect(Array(back.text.utf8) == Array(text.utf8))
        }
        #expect(throws: CountersignAPIError(.wrongType, reason: "")) { try read(Identifier.self, "7") }
    }

    @Test func differ_whereBytesDiffer() {
        #expect("\u{e9}" == "e\u{301}", "the trap: Swift holds the two texts equal")
        #expect(Identifier("\u{e9}") != Identifier("e\u{301}"))
        #expect(Set([Identifier("\u{e9}"), Identifier("e\u{301}"), "\u{e9}"]).count == 2)
        #expect(Identifier("K") != Identifier("\u{212A}"))
        #expect(Identifier("a") < Identifier("b"))
        #expect(!(Identifier("a") < Identifier("a")))
        #expect(ErrorCode(rawValue: "K") != ErrorCode(rawValue: "\u{212A}"))
    }

    @Test func nameMembers_asBytes() throws {
        let secrets: [Identifier: String] = ["\u{e9}": "a", "e\u{301}": "b"]
        let bytes = Array("{\"\u{e9}\":\"a\",\"e\u{301}\":\"b\"}".utf8)
        #expect(try WireJSON.decode([Identifier: String].self, from: bytes) == secrets)
        #expect(try WireJSON.decode([Identifier: String].self, from: WireJSON.encode(secrets)) == secrets)
        #expect(throws: CountersignAPIError(.wrongType, reason: "")) {
            try WireJSON.decode([Identifier: String].self, from: Array("[\"a\",\"b\"]".utf8))
        }
    }

    @Test func haveThePublishedShapes() {
        let samples: [(IdentifierShape, Identifier)] = [
            (.person, "69c673883853eafb2da9157de2bdaa05cper"), (.changeRequest, "b520ce9090c44a989149fe7f2f94a785"),
            (.mobileNumber, "244de401cf4ddbbbafbbc657312a7ce7cmno"), (.device, "db12eeccbf4548cb9011b3085094c14a"),
            (.deviceConsent, "179ac83968ab42f79e960c1753a4078fdcon"), (.error, "ed5de352-85ea-4ad2-ac5d-3c75e48ef183"),
        ]
        for (shape, sample) in samples { #expect(shape.matches(sample), "\(sample)") }
        for text in [
            "", "B520CE9090C44A989149FE7F2F94A785", "b520ce9090c44a989149fe7f2f94a78",
            "b520ce9090c44a989149fe7f2f94a785csc",
        ] {
            #expect(!IdentifierShape.changeRequest.matches(Identifier(text)))
        }
        #expect(!IdentifierShape.error.matches("ed5de352x85ea-4ad2-ac5d-3c75e48ef183"))
    }

    @Test func areMade_inTheShapeAsked() {
        var random = SeededRandom(seed: 1)
        for shape in IdentifierShape.allCases {
            for bits in [(0, 0), (UInt64.max, UInt64.max), (random.next(), random.next())] {
                let id = shape.identifier(high: bits.0, low: bits.1)
                #expect(shape.matches(id), "\(shape): \(id)")
            }
        }
        #expect(IdentifierShape.person.identifier(high: 1, low: 2) == "00000000000000010000000000000002cper")
        #expect(IdentifierShape.error.identifier(high: 0, low: 0) == "00000000-0000-4000-8000-000000000000")
        #expect(IdentifierShape.error.identifier(high: .max, low: .max) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
    }
}
