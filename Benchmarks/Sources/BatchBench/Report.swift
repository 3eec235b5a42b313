import COpenSSLBaseline
import CountersignBatch
import Foundation

/// All rows of a run, and under what they were measured.
struct Report: Codable {
    var machine: [String: String]
    var rows: [Row] = []
    var operations: [Row] = []
    var crafted: [CraftedRow] = []
    var figures: [Figure] = []
    var unmeasured: [UnmeasuredFigure] = []

    private init() {
        machine = [
            "cpu": Self.processor, "kernel": (try? Kernel.current().name) ?? "-",
            "openssl": String(cString: baseline_version()),
            "compiler": Self.compiler, "system": ProcessInfo.processInfo.operatingSystemVersionString,
            "date": Self.date,
        ]
        for (name, text) in machine.sorted(by: { $0.key < $1.key }) { print("\(name): \(text)") }
        print("Each row beside OpenSSL's low-level call in the same process, in turns: median of the rounds' ratios.")
        Row.printHeader()
    }

    static func verifier(rounds: Int, isQuick: Bool, tool: String?) throws -> Report {
        guard try Kernel.current() != .openSSL else {
            throw BenchmarkError("\(Kernel.environmentVariable) names openssl, which is what all rows are compared with")
        }
        var report = Report()
        report.rows = KernelRows.measure(rounds: rounds, isQuick: isQuick)
        report.figures = KernelRows.figures(report.rows)
        let workload = try Workload(count: 1000)
        var road = RoadRows(workload, rounds: rounds)
        try road.measure()
        report.rows += road.rows
        report.operations = try OperationRows.measure(workload, rounds: rounds)
        report.figures.append(Figure(name: "road-share", value: 100 * road.share, unit: "%"))
        if let (rate, row) = try BulkRow.measure(
            workload, tool: tool, records: isQuick ? 200_000 : 1_000_000, runs: isQuick ? 3 : 5)
        {
            report.rows.append(row)
            report.figures.append(Figure(name: "bulk-records", value: rate, unit: "records/s"))
        }
        report.crafted = try CraftedRow.measure(rounds: min(rounds, 9), isQuick: isQuick)
        report.figures += CraftedRow.figure(report.crafted)
        let order = [
            "unknown-256", "enrolled-32k-1000", "enrolled-32k-100000", "enrolled-2k", "scalar-enrolled-32k",
            "scalar-unknown", "portable-enrolled-32k", "portable-unknown", "road-share", "latency-8", "bulk-records",
            "crafted-share",
        ]
        report.figures.sort { (order.firstIndex(of: $0.name) ?? 0) < (order.firstIndex(of: $1.name) ?? 0) }
        let measured = Set(report.figures.map(\.name))
        report.unmeasured = order.filter { !measured.contains($0) }.map { name in
            let kernel = KernelRows.kernelMissing(for: name)
            return UnmeasuredFigure(
                name: name, reason: kernel.map { "this machine cannot run \($0)" } ?? "left out of this run")
        }
        return report
    }

    static func signing(rounds: Int) throws -> Report {
        var report = Report()
        report.rows = try SigningRows.measure(Workload(count: 100), rounds: rounds)
        report.figures = SigningRows.figures(report.rows)
        return report
    }

    func write(_ path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try encoder.encode(self).write(to: URL(fileURLWithPath: path))
    }

    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
        return "\(name ?? "unknown"), \(ProcessInfo.processInfo.activeProcessorCount) cores"
    }

    private static var compiler: String {
        #if swift(>=6.3)
            let swift = "Swift 6.3 or newer"
        #else
            let swift = "Swift 6.2"
        #endif
        // Without the address of the compiler's sources.
        let clang = String(cString: baseline_compiler()).prefix { $0 != "(" }
        return swift + ", " + clang.trimmingCharacters(in: .whitespaces)
    }

    private static var date: String { Date().formatted(.iso8601.year().month().day()) }
}
