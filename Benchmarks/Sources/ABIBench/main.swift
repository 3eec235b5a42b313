import ABICaller
import Foundation

/// `ABIBench --library libcountersign.so [--rounds N]`
///
/// The C library beside the Swift API in the same process, on the same samples, in turns. Prints a table and last its
/// figures: what a single call costs more, and how much of the Swift API's speed is left of a batch.
func value(of option: String) -> String? {
    let arguments = CommandLine.arguments
    return arguments.firstIndex(of: option).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
}

guard let library = value(of: "--library"), let rounds = Int(value(of: "--rounds") ?? "61"), rounds > 0 else {
    print("usage: ABIBench --library libcountersign.so [--rounds N]")
    exit(64)
}

do {
    let bench = try ABIBench(library: library)
    print("library \(String(cString: abi_version())), \(rounds) rounds, kernel \(try bench.kernel)")
    let singles = try bench.singles(rounds: rounds)
    let batches = try bench.batches(rounds: max(5, rounds / 3))
    print(
        "single   Swift \(singles.swift) us   C \(singles.c) us   quartiles of the difference \(singles.quartiles) ns")
    print("batch    Swift \(batches.swift) us   C \(batches.c) us   quartiles of the share \(batches.quartiles) %")
    print("figure abi-overhead-ns \(singles.figure) ns")
    print("figure abi-batch-share \(batches.figure) %")
} catch {
    FileHandle.standardError.write(Data("ABIBench: \(error)\n".utf8))
    exit(70)
}
