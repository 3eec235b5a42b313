import COpenSSLBaseline
import Countersign
import Crypto

/// Signing: one challenge after the other, beside OpenSSL's low-level call.
enum SigningRows {
    private static let count = 200

    static func measure(_ workload: Workload, rounds: Int) throws -> [Row] {
        let key = try SigningKey()
        let challenge = Challenge("212212")
        let peer = P256.Signing.PrivateKey()
        let data = Array(challenge.utf8)
        let bodies: [(String, String, () throws -> Void)] = [
            ("signature(for:)", "OpenSSL", { for _ in 0..<count { _ = try key.signature(for: challenge) } }),
            ("field(for:)", "OpenSSL", { for _ in 0..<count { _ = try key.field(for: challenge) } }),
            ("swift-crypto", "BoringSSL", { for _ in 0..<count { _ = try peer.signature(for: data) } }),
        ]
        return try bodies.map { path, kernel, body in
            let result = try Interleaved(
                rounds: rounds, baselineCount: count, { try workload.signByOpenSSL(count) }, count: count, body)
            let row = result.row(area: "signing", path: path, kernel: kernel, keys: 1)
            row.print()
            return row
        }
    }

    static func figures(_ rows: [Row]) -> [Figure] {
        rows.first { $0.path == "field(for:)" }.map {
            [
                Figure(name: "signing-field", value: $0.ratio, unit: "x"),
                Figure(name: "signing-rate", value: 1e6 / $0.microseconds, unit: "signatures/s"),
            ]
        } ?? []
    }
}
