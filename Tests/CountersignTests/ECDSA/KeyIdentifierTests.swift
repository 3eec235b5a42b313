import Countersign
import CountersignTestSupport
import Foundation
import Testing

@Suite struct KeyIdentifierTests {
    @Test func isSHA256OfTheSPKI_asOpenSSLAndSha256sumSeeIt() throws {
        let key = try SigningKey()
        let pipeline = "openssl pkey -pubin -outform DER | sha256sum"
        let openssl = try Pipe.run(pipeline, input: Array(key.verifyingKey.spkiPEM.utf8))
        #expect(openssl.prefix(64) == key.verifyingKey.identifier.hex)
        let fromPrivate = try Pipe.run(
            "openssl pkey -pubout -outform DER | sha256sum", input: key.representation(.pkcs8PEM))
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

extension Pipe {
    /// The output of a shell pipeline.
    fileprivate static func run(_ command: String, input: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(command)")
        return String(decoding: output, as: UTF8.self)
    }
}
