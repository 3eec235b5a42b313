import Foundation
import VerifierBench

/// `BatchBench verifier|signing [--quick] [--rounds N] [--json FILE] [--tool FILE]`
let arguments = CommandLine.arguments.dropFirst()
let isQuick = arguments.contains("--quick")

func value(of option: String) -> String? {
    arguments.firstIndex(of: option).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
}

let rounds = value(of: "--rounds").map { Int($0) ?? 0 } ?? (isQuick ? 5 : 21)

guard (1...Int(BENCH_ROUNDS_MAX)).contains(rounds) else {
    FileHandle.standardError.write(Data("BatchBench: --rounds takes a number from 1 to \(BENCH_ROUNDS_MAX)\n".utf8))
    exit(64)
}

do {
    let report: Report
    switch arguments.first {
    case "verifier":
        report = try Report.verifier(
            rounds: rounds, isQuick: isQuick, tool: value(of: "--tool"))
    case "signing": report = try Report.signing(rounds: rounds)
    default:
        print("usage: BatchBench verifier|signing [--quick] [--rounds N] [--json FILE] [--tool FILE]")
        exit(64)
    }
    if let path = value(of: "--json") { try report.write(path) }
    for figure in report.unmeasured { figure.print() }
    for figure in report.figures { figure.print() }
} catch {
    FileHandle.standardError.write(Data("BatchBench: \(error)\n".utf8))
    exit(70)
}
