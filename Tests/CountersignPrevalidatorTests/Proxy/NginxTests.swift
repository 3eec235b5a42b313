import Countersign
import CountersignAPI
import CountersignTestSupport
import Foundation
import NIOHTTP1
import Testing

@testable import CountersignPrevalidator

@Suite("nginx before the pre-validator before the bank") struct NginxTests {
    private static let nginx = ToolProcess.find("nginx")

    @Test(
        "bad signatures never reach the bank, through Debian's nginx as docs/prevalidator.md sets it up",
        .enabled(if: nginx != nil, "nginx is not installed (apt-get install nginx-light)"))
    func keepsBadSignaturesAway_behindNginx() async throws {
        let nginx = try #require(Self.nginx)
        try await StubBank.with { bank, bankPort in
            var settings = PrevalidatorSettings()
            settings.bank = "http://127.0.0.1:\(bankPort)"
            try await RunningPrevalidator.with(settings) { service in
                let folder = try TemporaryFolder()
                defer { folder.remove() }
                let (configuration, port) = try Self.configuration(folder.path, upstream: service.proxyPort ?? 0)
                let server = try ToolProcess(
                    nginx, ["-p", folder.path, "-c", configuration, "-e", folder.path + "/error.log"], waits: false)
                defer { server.kill() }
                let gateway = Gateway(
                    url: "http://127.0.0.1:\(port)", service: service, phone: try SigningKey())
                for _ in 0..<200 {
                    if (try? await gateway.call(.GET, "/ready", nil)) != nil { break }
                    try await Task.sleep(for: .milliseconds(50))
                }
                try await gateway.bind()
                for number in 0..<10 {
                    let id = "cr\(number)"
                    try await gateway.authorize(id)
                    #expect(try await gateway.confirm(id, try gateway.phone.field(for: "else")).status == 422)
                    #expect(try await gateway.confirm(id, "30").status == 422)
                    let disguised = try await RawCaller.call(
                        "POST", "/v1/change_requests/\(id)/confirm#a", to: port, body: #"{"signature":"30"}"#)
                    #expect(disguised.contains(" 404 "))
                    #expect(bank.confirmations == number)
                    #expect(try await gateway.confirm(id, try gateway.field(id)).status == 200)
                    #expect(try await gateway.confirm(id, try gateway.field(id)).status == 403)
                }
                #expect(bank.confirmations == 10)
                let before = bank.received.count
                for target in GuardedEndpointTests.disguises.values.joined() {
                    let answer = try await RawCaller.call(
                        "POST", target, to: port, body: #"{"device_id":"phone","signature":"30"}"#)
                    #expect(answer.contains(" 4"), "\(target)")
                }
                #expect(bank.received.count == before)
            }
        }
    }

    /// The recipe of the document with this test's ports.
    private static func configuration(_ folder: String, upstream: Int) throws -> (path: String, port: Int) {
        let document = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/prevalidator.md")
        let text = try String(contentsOf: document, encoding: .utf8)
        let recipe = try #require(text.components(separatedBy: "```nginx\n").dropFirst().first)
        let server = try #require(recipe.components(separatedBy: "```").first)
        let port = try freePort()
        let ported = server.replacingOccurrences(of: "listen 443 ssl;", with: "listen 127.0.0.1:\(port);")
            .replacingOccurrences(of: "127.0.0.1:8091", with: "127.0.0.1:\(upstream)")
            .components(separatedBy: "\n").filter { !$0.contains("ssl_certificate") }.joined(separator: "\n")
        let whole = """
            daemon off;
            master_process off;
            pid \(folder)/nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path \(folder)/body;
                proxy_temp_path \(folder)/proxy;
                fastcgi_temp_path \(folder)/fastcgi;
                uwsgi_temp_path \(folder)/uwsgi;
                scgi_temp_path \(folder)/scgi;
            \(ported)
            }
            """
        let path = folder + "/nginx.conf"
        try whole.write(toFile: path, atomically: false, encoding: .utf8)
        return (path, port)
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        try #require(isBound)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
