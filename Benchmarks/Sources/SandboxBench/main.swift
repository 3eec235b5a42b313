import Foundation

// Usage: SandboxBench FILE_PORT MEMORY_PORT [SECONDS]
// Two sandboxes of this machine: one with its books on file, one with them in memory.

let arguments = CommandLine.arguments.dropFirst().compactMap { UInt16($0) }
guard arguments.count >= 2 else {
    print("usage: SandboxBench FILE_PORT MEMORY_PORT [SECONDS]")
    exit(64)
}
let (onFile, inMemory) = (arguments[0], arguments[1])
let duration = Duration.seconds(arguments.count > 2 ? Int(arguments[2]) : 10)

func load() -> String {
    let text = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? "unknown"
    return text.split(separator: " ").prefix(3).joined(separator: " ")
}
func milliseconds(_ duration: Duration) -> String { String(format: "%.2f", duration / .milliseconds(1)) }
func quantile(_ share: Double, of sorted: [Duration]) -> Duration {
    sorted.isEmpty ? .zero : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

func latency(_ times: [Duration]) -> String {
    "\(milliseconds(quantile(0.5, of: times))) ms (median), \(milliseconds(quantile(0.99, of: times))) ms (p99)"
}

do {
    let run = LoadRun(customers: 16, port: onFile)
    print("before     load average \(load())")
    let (most, busy) = try run.measure(for: duration)
    print("full       \(Int(most)) complete change requests a second over 16 connections; confirm: \(latency(busy))")
    let (half, calm) = try run.measure(for: duration, rate: most / 2)
    print("half       \(Int(half)) a second; confirm: \(latency(calm))")
    let memory = try RestoreRun(port: inMemory, persons: 10_000).measure()
    let file = try RestoreRun(port: onFile, persons: 10_000).measure()
    for (place, run) in [("memory", memory), ("file  ", file)] {
        print(
            "\(place)     10 000 persons: snapshot \(milliseconds(run.snapshot)) ms, restore \(milliseconds(run.restore)) ms"
        )
    }
    print("after      load average \(load())")
    print("figure change-requests-per-second \(Int(most)) 1/s")
    print("figure confirm-p99 \(milliseconds(quantile(0.99, of: calm))) ms")
    print("figure restore-ms-memory \(milliseconds(memory.restore)) ms")
    print("figure restore-ms \(milliseconds(file.restore)) ms")
} catch {
    print("SandboxBench: \(error)")
    exit(1)
}
