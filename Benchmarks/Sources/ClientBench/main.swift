import AsyncHTTPClient
import CountersignClient
import Foundation
import NIOCore

// `ClientBench [--quick]`: what a call of the client costs beside the same request by the HTTP client alone, both over
// one connection to a server on loopback that answers at once. The two take turns; each round gives one difference.
let isQuick = CommandLine.arguments.contains("--quick")
let (rounds, calls) = isQuick ? (11, 50) : (101, 200)

func microseconds(perCallOf body: () async throws -> Void) async throws -> Double {
    let start = ContinuousClock.now
    for _ in 0..<calls { try await body() }
    let (seconds, attoseconds) = start.duration(to: .now).components
    return (Double(seconds) * 1e6 + Double(attoseconds) / 1e12) / Double(calls)
}

func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

do {
    let server = try await LoopbackBank.start()
    let address = "http://127.0.0.1:\(server.port)"
    let bank = try BankClient(address, .client(id: "bench", secret: "secret"))
    let http = HTTPClient.shared
    let id = "b520ce9090c44a989149fe7f2f94a785"

    func callBank() async throws { _ = try await bank.changeRequest(.init(id)) }
    func callPlain() async throws {
        var request = HTTPClientRequest(url: "\(address)/v1/change_requests/\(id)")
        request.headers.add(name: "authorization", value: "Bearer token")
        let response = try await http.execute(request, timeout: .seconds(30))
        _ = try await response.body.collect(upTo: 1 << 20)
    }

    for _ in 0..<calls { try await callBank() }
    for _ in 0..<calls { try await callPlain() }
    var (own, plain, differences): ([Double], [Double], [Double]) = ([], [], [])
    for round in 0..<rounds {
        let (a, b): (Double, Double)
        if round.isMultiple(of: 2) {
            a = try await microseconds(perCallOf: callBank)
            b = try await microseconds(perCallOf: callPlain)
        } else {
            b = try await microseconds(perCallOf: callPlain)
            a = try await microseconds(perCallOf: callBank)
        }
        own.append(a)
        plain.append(b)
        differences.append(a - b)
    }
    try await server.stop()
    let sorted = differences.sorted()
    print(String(format: "client                 %7.1f us a call (median of %d rounds)", middle(own), rounds))
    print(String(format: "HTTP client alone      %7.1f us a call", middle(plain)))
    print(
        String(
            format: "difference             %7.1f us, 5 %% of rounds below %.1f, 5 %% above %.1f", middle(differences),
            sorted[rounds / 20], sorted[rounds - 1 - rounds / 20]))
    print(String(format: "figure client-overhead-us %.1f us", middle(differences)))
} catch {
    FileHandle.standardError.write(Data("ClientBench: \(error)\n".utf8))
    exit(70)
}
