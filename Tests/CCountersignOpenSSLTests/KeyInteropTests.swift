import CCountersignEncoding
import CCountersignOpenSSL
import Foundation
import Testing

@Suite("Keys and the openssl command")
struct KeyInteropTests {
    /// Each line makes `key` with openssl from `made.pem`, a named P-256 key.
    static let made: [(line: String, format: countersign_key_format, isPrivate: Bool)] = [
        ("openssl pkcs8 -topk8 -nocrypt -in made.pem -out key", COUNTERSIGN_KEY_PKCS8_PEM, true),
        ("openssl pkcs8 -topk8 -nocrypt -in made.pem -outform DER -out key", COUNTERSIGN_KEY_PKCS8_DER, true),
        ("openssl ec -in made.pem -out key", COUNTERSIGN_KEY_SEC1_PEM, true),
        ("openssl ec -in made.pem -outform DER -out key", COUNTERSIGN_KEY_SEC1_DER, true),
        ("openssl ec -in made.pem -no_public -out key", COUNTERSIGN_KEY_SEC1_PEM, true),
        ("openssl ec -in made.pem -conv_form compressed -out key", COUNTERSIGN_KEY_SEC1_PEM, true),
        ("openssl ecparam -name prime256v1 -out key; openssl ec -in made.pem >> key", COUNTERSIGN_KEY_SEC1_PEM, true),
        ("openssl ec -in made.pem -text -out key", COUNTERSIGN_KEY_SEC1_PEM, true),
        ("openssl pkcs8 -topk8 -in made.pem -passout pass:pw -out key", COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, true),
        (
            "openssl pkcs8 -topk8 -in made.pem -outform DER -passout pass:pw -out key",
            COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, true
        ),
        (
            "openssl pkcs8 -topk8 -scrypt -in made.pem -passout pass:pw -out key",
            COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, true
        ),
        (
            "openssl pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA1 -in made.pem -passout pass:pw -out key",
            COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, true
        ),
        (
            "openssl pkcs8 -topk8 -v2 aes-192-cbc -v2prf hmacWithSHA512 -in made.pem -passout pass:pw -out key",
            COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, true
        ),
        ("openssl pkey -in made.pem -pubout -out key", COUNTERSIGN_KEY_SPKI_PEM, false),
        ("openssl pkey -in made.pem -pubout -outform DER -out key", COUNTERSIGN_KEY_SPKI_DER, false),
        (
            "openssl ec -in made.pem -pubout -conv_form compressed -outform DER -out key", COUNTERSIGN_KEY_SPKI_DER,
            false
        ),
        ("openssl pkey -in made.pem -pubout | sed 's/$/\\r/' > key", COUNTERSIGN_KEY_SPKI_PEM, false),
    ]

    @Test func readsTheKey_whenOpensslWroteItInAnyForm() throws {
        let workshop = try Workshop()
        try workshop.shell("openssl ecparam -genkey -noout -name prime256v1 -out made.pem")
        let expected = try #require(Key.read(try workshop.get("made.pem")).key)
        for row in Self.made {
            try workshop.shell(row.line)
            let read = Key.read(try workshop.get("key"), passphrase: Array("pw".utf8))
            #expect(read.attempt.status == COUNTERSIGN_OK, "\(row.line): \(read.attempt.reason)")
            #expect(read.found == row.format, "\(row.line)")
            #expect(read.key?.point == expected.point, "\(row.line)")
            #expect(read.key?.isPrivate == row.isPrivate, "\(row.line)")
        }
    }

    @Test func isReadByOpenssl_whenWrittenInAnyFormat() throws {
        let workshop = try Workshop()
        let key = try Key.generate()
        try workshop.put("p8.pem", key.write(COUNTERSIGN_KEY_PKCS8_PEM).bytes)
        try workshop.put("p8.der", key.write(COUNTERSIGN_KEY_PKCS8_DER).bytes)
        try workshop.put("sec1.pem", key.write(COUNTERSIGN_KEY_SEC1_PEM).bytes)
        try workshop.put("sec1.der", key.write(COUNTERSIGN_KEY_SEC1_DER).bytes)
        let secret = Array("pä$$ \u{1F511}".utf8)
        try workshop.put("secret", secret)
        try workshop.put("e.pem", key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_PEM, passphrase: secret).bytes)
        try workshop.put("e.der", key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, passphrase: secret).bytes)
        try workshop.put("spki.pem", key.write(COUNTERSIGN_KEY_SPKI_PEM).bytes)
        try workshop.put("spki.der", key.write(COUNTERSIGN_KEY_SPKI_DER).bytes)
        try workshop.shell(
            """
            for key in p8.pem sec1.pem "e.pem -passin file:secret"; do
                openssl pkey -in $key -check -noout; openssl pkey -in $key -pubout | cmp - spki.pem
            done
            for key in p8.der sec1.der "e.der -passin file:secret"; do
                openssl pkey -inform DER -in $key -check -noout
                openssl pkey -inform DER -in $key -pubout -outform DER | cmp - spki.der
            done
            openssl pkey -pubin -in spki.pem -pubcheck -noout
            openssl pkey -pubin -inform DER -in spki.der -outform PEM | cmp - spki.pem
            openssl pkcs8 -topk8 -nocrypt -in sec1.pem | cmp - p8.pem
            openssl pkcs8 -topk8 -nocrypt -in sec1.pem -outform DER | cmp - p8.der
            openssl ec -in p8.pem | cmp - sec1.pem
            openssl ec -in p8.pem -outform DER | cmp - sec1.der
            openssl asn1parse -inform DER -in e.der > e.txt
            grep -q 'hmacWithSHA256' e.txt; grep -q 'aes-256-cbc' e.txt; grep -q ':0927C0' e.txt
            grep -q 'PBKDF2' e.txt; grep -q 'l=  16 prim: OCTET STRING' e.txt
            """)
    }

    @Test func usesAnotherSaltAndVector_whenTheSameKeyIsEncryptedAgain() throws {
        let key = try Key.generate()
        let a = key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, passphrase: [1]).bytes
        let b = key.write(COUNTERSIGN_KEY_PKCS8_ENCRYPTED_DER, passphrase: [1]).bytes
        #expect(a[35..<51] != b[35..<51])
        #expect(a[85..<101] != b[85..<101])
        #expect(a[104...] != b[104...])
        #expect(a[..<35] == b[..<35])
    }
}
