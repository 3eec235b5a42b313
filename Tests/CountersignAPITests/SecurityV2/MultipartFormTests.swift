import CountersignAPI
import Testing

@Suite("Security API (V2): forms") struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=xx"

    private func form(_ text: String, _ type: String = type) throws -> MultipartForm {
        try MultipartForm(contentType: type, body: Array(text.utf8))
    }

    @Test("What is written is read, in order and whatever the values hold (S3-020)")
    func readsWhatItWrites() throws {
        let forms = [
            MultipartForm([]), SecurityV2.LoginForm(userName: "partner01", password: "Passw0rd!").form,
            MultipartForm([.init("a", ""), .init("b", "--countersign-form\r\n"), .init("c", "é\r\n\r\n\0🔑")]),
            // An accent that joins the boundary's last letter, and a text that holds one boundary after the other.
            MultipartForm([.init("a", "\r\n--countersign-form\u{301}\r\n")]),
            MultipartForm([.init("a", "countersign-form" + (1...99).map { " countersign-form-\($0)" }.joined())]),
            MultipartForm([.init("a", "countersign-form" + String(repeating: "-x", count: 60))]),
        ]
        for form in forms {
            let (type, body) = form.encoded
            #expect(try MultipartForm(contentType: type, body: body) == form)
        }
        #expect(forms[1]["Password"] == "Passw0rd!")
        #expect(forms[1]["password"] == nil)
    }

    @Test("What curl and browsers send is read")
    func readsTheUsualForms() throws {
        let part = "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain\r\n\r\n1\r\n"
        for type in [
            Self.type, "Multipart/Form-Data;boundary=\"xx\"", "multipart/form-data; charset=utf-8; BOUNDARY=xx",
        ] {
            #expect(try form(part + "--xx--\r\n", type) == MultipartForm([.init("a", "1")]))
            #expect(try form(part + "--xx--", type)["a"] == "1")
        }
        #expect(try form("--xx\r\ncontent-disposition:form-data;name=a\r\n\r\n1\r\n--xx--")["a"] == "1")
    }

    @Test("What is no such form is refused: never read in part, never a crash")
    func refusesAnythingElse() throws {
        let head = "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        let texts = [
            "", "--xx", "--xx-", "xx", "--yy--", "\r\n--xx--", "--xx--x", "--xx--\r\nx", "--xx\r\n", "--xx\n",
            head, head + "1", head + "1\r\n", head + "1\r\n--xx", head + "1\r\n--xx-", head + "1\n--xx--",
            head + "1\r\n--xx\r\n", head + "1\r\n" + head + "2\r\n--xx--",
            "--xx\r\n\r\n1\r\n--xx--", "--xx\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xx--",
            "--xx\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--xx--",
            "--xx\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n1\r\n--xx--",
            "--xx\r\nContent-Disposition: form-data; name=\"\"\r\n\r\n1\r\n--xx--",
            "--xx\r\nX: \(String(repeating: "y", count: 2000))\r\n\r\n1\r\n--xx--",
            String(repeating: head + "1\r\n", count: 50) + "--xx--",
        ]
        for text in texts { #expect(throws: CountersignAPIError.self, "\(text)") { try form(text) } }
        for type in [
            "", "application/json", "multipart/form-data", "multipart/form-data; boundary=",
            "multipart/form-data; boundary=\"\"", "multipart/mixed; boundary=xx",
            "multipart/form-data; boundary=" + String(repeating: "x", count: 71), "multipart/form-data; boundary=x{",
        ] {
            #expect(throws: CountersignAPIError.self, "\(type)") { try form("--xx--", type) }
        }
        #expect(throws: CountersignAPIError.self) {
            try MultipartForm(contentType: Self.type, body: Array(head.utf8) + [0xFF] + Array("\r\n--xx--".utf8))
        }
    }

    @Test("Any cut and any changed byte of a form is read or refused, and nothing else")
    func survivesDamage() throws {
        let (type, body) = SecurityV2.LoginForm(userName: "partner01", password: "Passw0rd!", schemeCode: "X").form
            .encoded
        var random = SeededRandom(seed: 7)
        for length in 0..<body.count - 4 {
            #expect(throws: CountersignAPIError.self) {
                try MultipartForm(contentType: type, body: Array(body.prefix(length)))
            }
        }
        for _ in 0..<3000 {
            var damaged = body
            for _ in 0...Int.random(in: 0...2, using: &random) {
                damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? MultipartForm(contentType: type, body: damaged)
        }
    }
}
