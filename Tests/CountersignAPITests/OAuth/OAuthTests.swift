import CountersignAPI
import Testing

@Suite struct OAuthTests {
    @Test func roundTripsTheBodies() throws {
        try expectRoundTrip(
            AccessToken.self, #"{"access_token":"t","token_type":"Bearer","expires_in":3600,"scope":"partners"}"#)
        let legacy = try read(AccessToken.self, #"{"token_type":"Bearer","expires_in":3599,"access_token":"t"}"#)
        #expect(legacy.expiresIn == 3599)
        try expectRoundTrip(
            LegacyTokenRequest.self, #"{"grant_type":"client_credentials","client_id":"i","client_secret":"s"}"#)
        #expect(FormBody.clientCredentials.text == "grant_type=client_credentials&scope=partners")
    }

    @Test func readsAForm_withEscapes() throws {
        let form = try #require(FormBody("a=1&b=%C3%A9+x&c&=e&a=2&&d=%3D%26"))
        #expect(form["a"] == "1")
        #expect(form["b"] == "é x")
        #expect(form["c"] == "")
        #expect(form[""] == "e")
        #expect(form["d"] == "=&")
        #expect(form["z"] == nil)
        #expect(FormBody("")?.pairs.isEmpty == true)
        for text in ["a=%", "a=%4", "a=%zz", "%ff=1", "a=%C3"] { #expect(FormBody(text) == nil, "\(text)") }
    }

    @Test func readsTheBasicHeader_itWrites() throws {
        for (id, secret) in [("id", "secret"), ("", ""), ("i", "a:b:c"), ("ü", "\u{0}")] {
            let header = ClientCredentials(clientID: id, clientSecret: secret).authorization
            let read = try #require(ClientCredentials(authorization: header))
            #expect(read.clientID == id)
            #expect(read.clientSecret == secret)
        }
        #expect(
            ClientCredentials(clientID: "Aladdin", clientSecret: "open sesame").authorization
                == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        #expect(ClientCredentials(authorization: "bAsIc QWxhZGRpbjpvcGVuIHNlc2FtZQ==")?.clientID == "Aladdin")
        for header in ["", "Basic", "Basic ", "Basic !!!", "Bearer QTpC", "Basic QUI=", "Basic /zo=", "QTpC"] {
            #expect(ClientCredentials(authorization: header) == nil, "\(header)")
        }
        #expect(!"\(ClientCredentials(clientID: "i", clientSecret: "hidden"))".contains("hidden"))
    }
}
