import Countersign
import CountersignTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct KeyIdentifierTests {
    @Test func isSHA256OfTheSPKI_asOpenSSLAndSha256sumSeeIt() throws {
        let key = try SigningKey()
        let pipeline = "openssl pkey -pubin -outform DER | sha256sum"
        let openssl = try output(of: pipeline, input: Array(key.verifyingKey.spkiPEM.utf8))
        #expect(openssl.prefix(64) == key.verifyingKey.identifier.hex)
        let fromPrivate = try output(
            of: "openssl pkey -pubout -outform DER | sha256sum", input: key.representation(.pkcs8PEM))
        #expect(fromPrivate == openssl)
        #expect(key.verifyingKey.identifier.hex.utf8.count == 64)
        #expect(key.verifyingKey.identifier.short == String(openssl.prefix(16)))
    }

    @Test func readsItsHex_andNothingElse() throws {
        let identifier = try SigningKey().verifyingKey.identifier
        #expect(try KeyIdentifier(hex: identifier.hex) == identifier)
        #expect(try KeyIdentifier(hex: identifier.hex.uppercased()) == identifier)
        for text in ["", identifier.short, identifier.hex + "00", "../../etc/passwd", identifier.hex + "\n"] {
            let error = #expect(throws: CountersignError.self) { try KeyIdentifier(hex: text) }
            #expect(error?.code == .keyIdentifier)
        }
    }
}

/// What a shell pipeline prints for a text. By `popen`: Foundation's `Process` leaks, which AddressSanitizer reports.
private func output(of pipeline: String, input: [UInt8]) throws -> String {
    let text = String(decoding: input, as: UTF8.self)
    let stream = try #require(popen("printf '%s' '\(text)' | \(pipeline)", "r"))
    var output: [UInt8] = []
    while case let byte = fgetc(stream), byte != EOF { output.append(UInt8(truncatingIfNeeded: byte)) }
    try #require(pclose(stream) == 0, "\(pipeline)")
    return String(decoding: output, as: UTF8.self)
}
