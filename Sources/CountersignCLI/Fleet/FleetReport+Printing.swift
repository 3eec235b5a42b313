internal import CountersignDevice
internal import CountersignHarness

extension FleetReport {
    private var seconds: Double {
        let (seconds, attoseconds) = elapsed.components
        return Double(seconds) + Double(attoseconds) / 1e18
    }

    private var perSecond: Int { seconds > 0 ? Int((Double(requests) / seconds).rounded()) : 0 }

    private static let percentiles: [(String, Double)] = [("p50", 50), ("p90", 90), ("p99", 99), ("max", 100)]

    /// The text lists so many differences, and says how many more there are.
    private static let differencesListed = 10

    var text: String {
        var lines = kinds.map { kind in
            let name = (kind.fault?.rawValue ?? "honest").padded(to: 16)
            return "\(name) \(kind.answers) answers, \(kind.expected) expected, \(kind.differing) differ"
        }
        for difference in differences.prefix(Self.differencesListed) {
            let observed = difference.observed.map { "found \($0)" } ?? "failed: \(difference.reason ?? "unknown")"
            lines.append(
                PrintableText.of(
                    "differs          device \(difference.deviceID) \(difference.fault?.rawValue ?? "honest"): "
                        + "expected \(difference.expected), \(observed)", keepingNewlines: false))
        }
        if differences.count > Self.differencesListed {
            lines.append("differs          \(differences.count - Self.differencesListed) more: --json lists all")
        }
        let latencies = Self.percentiles.map { "\($0) \(latency.percentile($1).map(String.init) ?? "-")" }
            .joined(separator: ", ")
        lines.append("latency          \(latencies) µs")
        lines.append("\(devices) phones, \(requests) signatures, \(perSecond) a second, \(differing) differ")
        return lines.joined(separator: "\n")
    }

    var json: JSON {
        .object([
            ("devices", .integer(devices)), ("requests", .integer(requests)), ("differing", .integer(differing)),
            ("elapsed_ms", .integer(Int(seconds * 1000))), ("per_second", .integer(perSecond)),
            (
                "latency_us",
                .object(Self.percentiles.map { ($0, latency.percentile($1).map(JSON.integer) ?? .null) })
            ),
            (
                "kinds",
                .array(
                    kinds.map { kind in
                        .object([
                            ("kind", .string(kind.fault?.rawValue ?? "honest")),
                            ("expected", .string(kind.expected.description)), ("answers", .integer(kind.answers)),
                            ("differing", .integer(kind.differing)),
                        ])
                    })
            ),
            (
                "differences",
                .array(
                    differences.map { difference in
                        .object([
                            ("device_id", .string(difference.deviceID)), ("request_id", .string(difference.requestID)),
                            ("kind", .string(difference.fault?.rawValue ?? "honest")),
                            ("expected", .string(difference.expected.description)),
                            ("observed", .optional(difference.observed?.description)),
                            ("reason", .optional(difference.reason)),
                        ])
                    })
            ),
        ])
    }
}

extension String {
    /// With spaces at its end, for columns.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
