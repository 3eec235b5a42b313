import Countersign
import Foundation

/// The command line tool over a file of records, on one job.
enum BulkRow {
    /// - Returns: records per second of CPU time, the median of the runs; nil where there is no tool.
    static func measure(_ workload: Workload, tool: String?, records: Int, runs: Int) throws -> (Double, Row)? {
        guard let tool, FileManager.default.isExecutableFile(atPath: tool) else { return nil }
        let folder = FileManager.default.temporaryDirectory.appending(path: "countersign-bulk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let registry = folder.appending(path: "keys.ndjson")
        let file = folder.appending(path: "records.ndjson")
        let keys = workload.items.enumerated().map { number, item in
            "{\"key_id\":\"device-\(number)\",\"key\":\"04\(hex(item.point))\"}\n"
        }
        try keys.joined().write(to: registry, atomically: false, encoding: .utf8)
        var text = ""
        text.reserveCapacity(records * 256)
        for number in 0..<records {
            let index = number * 7919 % workload.items.count
            let item = workload.items[index]
            text += "{\"id\":\"r\(number)\",\"key_id\":\"device-\(index)\",\"challenge\":\"\(item.challenge)\","
            text += "\"signature\":\"\(item.field)\"}\n"
        }
        try text.write(to: file, atomically: false, encoding: .utf8)
        var (times, baselines): ([Double], [Double]) = ([], [])
        for _ in 0..<runs {
            let before = try Interleaved.time { try workload.verifyByOpenSSL(1000) }
            let begun = childSeconds()
            try run(tool, ["batch", "verify", file.path, "--registry", registry.path, "--jobs", "1"])
            times.append((childSeconds() - begun) * 1e6 / Double(records))
            let after = try Interleaved.time { try workload.verifyByOpenSSL(1000) }
            baselines.append((before + after) / 2 / 1000)
        }
        let interleaved = Interleaved(times, baselines)
        let row = interleaved.row(
            area: "bulk", path: "batch verify", kernel: "-", tableBytes: 32768, keys: workload.items.count, batch: 4096)
        row.print()
        return (1e6 / interleaved.microseconds, row)
    }

    private static func run(_ tool: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError("countersign: exit code \(process.terminationStatus)")
        }
    }

    /// CPU time of all children that have ended.
    private static func childSeconds() -> Double {
        var usage = rusage()
        #if canImport(Darwin)
            getrusage(RUSAGE_CHILDREN, &usage)
        #else
            getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        #endif
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
