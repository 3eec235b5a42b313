import Countersign
import CountersignAPI
import CountersignTestSupport
import Foundation
import Testing

@testable import CountersignSandbox

@Suite struct OpenSSLSignatureTests {
    private static let tool = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    @Test("What openssl dgst -sha256 -sign makes is accepted (S1-005)", .enabled(if: tool != nil, "needs openssl"))
    func accepts_whenOpenSSLSigned() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await RunningSandbox.with { bank in
            let ada = try await Customer.create(at: bank)
            let phone = try await ada.bind()
            let request = try await ada.trigger()
            let text = try #require(try await request.authorize(phone)["string_to_sign"]?.stringValue)
            let (key, challenge) = (folder.path + "/key.pem", folder.path + "/challenge")
            try Data(phone.key.representation(.pkcs8PEM)).write(to: URL(filePath: key))
            try Data(text.utf8).write(to: URL(filePath: challenge))
            let der = try Self.run(["dgst", "-sha256", "-sign", key, challenge])
            #expect(der.first == 0x30)
            let field = der.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            #expect(try await request.confirm(phone, field)["status"] == "COMPLETED")
        }
    }

    private static func run(_ arguments: [String]) throws -> [UInt8] {
        let (exitCode, output) = try ChildProcess.run(try #require(tool), arguments)
        #expect(exitCode == 0)
        return output
    }
}
