import COpenSSLBaseline
import Countersign
import Crypto

/// Keys, and a signature field for each of them over a challenge of its own, all made by OpenSSL.
final class Workload {
    struct Item {
        let point: [UInt8]
        let digest: [UInt8]
        let r: [UInt8]
        let s: [UInt8]
        let challenge: String
        let field: String
    }

    let items: [Item]
    let parsed: [OpaquePointer]
    private var next = 0

    init(count: Int) throws {
        var items: [Item] = []
        var parsed: [OpaquePointer] = []
        for number in 0..<count {
            // The length of the bank's published texts.
            let challenge = "\(UInt64.random(in: .min ... .max))-\(UInt64.random(in: .min ... .max))-\(number)"
            let digest = Array(SHA256.hash(data: Array(challenge.utf8)))
            var point = [UInt8](repeating: 0, count: 64)
            var r = [UInt8](repeating: 0, count: 32)
            var s = r
            guard let item = baseline_create(digest, &point, &r, &s) else { throw BenchmarkError("OpenSSL refused") }
            let field = try Signature(r: r, s: s).field
            items.append(Item(point: point, digest: digest, r: r, s: s, challenge: challenge, field: field))
            parsed.append(item)
        }
        self.items = items
        self.parsed = parsed
    }

    deinit {
        for item in parsed { baseline_free(item) }
    }

    /// `count` verifications by OpenSSL.
    func verifyByOpenSSL(_ count: Int) throws {
        for _ in 0..<count {
            next = (next + 1) % parsed.count
            guard baseline_verify(parsed[next]) == 1 else { throw BenchmarkError("OpenSSL: wrong verdict") }
        }
    }

    /// `count` signatures by OpenSSL.
    func signByOpenSSL(_ count: Int) throws {
        for _ in 0..<count {
            next = (next + 1) % parsed.count
            guard baseline_sign(parsed[next]) == 1 else { throw BenchmarkError("OpenSSL: no signature") }
        }
    }
}

struct BenchmarkError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
