import CCountersignP256Probe
import Countersign
import CountersignTestSupport
import Testing

/// pointops.jsonl: multiples of points, judged through verification. u1·G + u2·Q is the point that r is the x of.
struct PointVectorTests {
    private static let generator: [UInt8] = [
        0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03,
        0x7d,
        0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe,
        0x1a,
        0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31, 0x5e, 0xce,
        0xcb,
        0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
    ]

    private func reduced(_ bytes: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        countersign_probe_reduce(bytes, bytes.count, &out)
        return out
    }

    /// Judges the signature of u1 and u2 under `key`; false if none can be made (u2 = 0).
    private func judge(_ u1: [UInt8], _ u2: [UInt8], _ key: [UInt8], x: [UInt8]?, _ place: String) throws -> Bool {
        var digest = [UInt8](repeating: 0, count: 32), r = digest, s = digest
        var isValid = false
        guard countersign_probe_signature(u1, u2, key, &digest, &r, &s, &isValid) else { return false }
        if let x { #expect(isValid && r == reduced(x), "\(place): plain integers find another x") }
        for judge in SignatureJudge.all {
            let judged = try judge.isValid([4] + key, digest, r + s)
            #expect(judged == isValid, "\(place): \(judge.name)")
        }
        return true
    }

    @Test("finds the multiples of pointops.jsonl, as sums in a signature")
    func agreesOnMultiples() throws {
        guard let file = try NormalisedFile("pointops.jsonl") else { return }
        #expect(file.rows.count == 1083)
        let zero = [UInt8](repeating: 0, count: 32), one = Array(zero.dropLast()) + [1]
        var judged = 0
        try file.forEach(members: ["op", "p", "k", "q", "l", "x", "y"]) { row in
            let k = try reduced(row.integer("k"))
            let operation = try row.string("op")
            let point = try row.has("p") ? Array(row.bytes("p").dropFirst()) : Self.generator
            guard point.count == 64 else { return }
            // k·P + l·Q is u1·G + u2·Q where P is the generator; else both multiples are judged one by one.
            let isInfinite = try !row.has("x") || ["", "inf"].contains(row.string("x"))
            let x = try isInfinite || operation == "mul2" ? nil : row.integer("x").paddedTo32()
            if try judge(zero, k, point, x: x, row.place) { judged += 1 }
            if operation == "mulg" || point == Self.generator {
                // Split: (k - 1)·G + 1·G.
                var less = [UInt8](repeating: 0, count: 32)
                let order = Self.orderMinusOne
                countersign_probe_sum(k, order, &less)
                _ = try judge(less, one, Self.generator, x: x, row.place)
            }
            guard operation == "mul2" else { return }
            let other = try Array(row.bytes("q").dropFirst()), l = try reduced(row.integer("l"))
            if other.count == 64 { _ = try judge(k, l, other, x: nil, row.place) }
        }
        #expect(judged > 900)
        VectorReport.ran(judged, of: "normalised/\(file.name), as signatures")
    }

    private static let orderMinusOne: [UInt8] = [
        0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xbc, 0xe6, 0xfa, 0xad,
        0xa7,
        0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x50,
    ]
}
