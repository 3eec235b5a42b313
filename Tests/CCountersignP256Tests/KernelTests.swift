import CCountersignP256Probe
import CountersignTestSupport
import Foundation
import Testing

/// Layers that the probe opens; every kernel of this CPU must be among them.
let kernels: [String] = (0...).lazy.map { countersign_probe_layer($0) }.prefix { $0 != nil }
    .compactMap { $0.map { String(cString: $0) } }

/// How much to run: 1 by default (a debug build is slow), more with `COUNTERSIGN_EFFORT`.
let effort = ProcessInfo.processInfo.environment["COUNTERSIGN_EFFORT"].flatMap { UInt64($0) } ?? 1

func freshSeed(for property: String) -> UInt64 {
    SeededRandom(for: property, environment: ProcessInfo.processInfo.environment).seed
}

/// Fails unless the check compared at least `least` things and found all of them right.
@discardableResult
func expectAgreement(
    _ what: String, atLeast least: UInt64, sourceLocation: SourceLocation = #_sourceLocation,
    _ check: (inout countersign_probe_report) -> Void
) -> countersign_probe_report {
    var report = countersign_probe_report()
    check(&report)
    let first = String(cString: countersign_probe_first(&report))
    #expect(report.wrong == 0, "\(what): \(first)", sourceLocation: sourceLocation)
    #expect(report.checked >= least, "\(what): only \(report.checked) compared", sourceLocation: sourceLocation)
    return report
}

@Suite("Verification on every kernel")
struct KernelTests {
    @Test("opens every kernel that this CPU has to the tests below")
    func opensEveryKernel() {
        #expect(Set(kernels) == Set(KernelRunner.names), "the list in kernels.h is not what layers.c saw")
        #expect(kernels.contains("portable"))
    }

    @Test("labels cases as plain integers judge them")
    func labelsRightly() {
        let seed = freshSeed(for: "labels")
        expectAgreement("labels", atLeast: 500) { countersign_probe_labels(seed, 40 * effort, &$0) }
    }

    @Test("agrees with every label, random, mutated and crafted (CARD-018)", arguments: kernels)
    func agreesWithLabels(kernel: String) {
        let seed = freshSeed(for: "stream on \(kernel)")
        expectAgreement(kernel, atLeast: 1_800) { countersign_probe_stream(kernel, seed, 2_000 * effort, &$0) }
    }

    @Test("changes no neighbour's verdict, whatever is wrong in whatever lane", arguments: kernels)
    func changesNoNeighbour_whenOneLaneIsPoisoned(kernel: String) {
        let seed = freshSeed(for: "lanes on \(kernel)")
        let paths: UInt32 = effort > 1 ? 6 : 2
        expectAgreement(kernel, atLeast: 3_000) { countersign_probe_lanes(kernel, seed, paths, &$0) }
    }

    @Test("keeps the order of batches of any size, around lanes and internal batches", arguments: kernels)
    func keepsTheOrder_whateverTheSize(kernel: String) {
        let seed = freshSeed(for: "sizes on \(kernel)")
        expectAgreement(kernel, atLeast: 4_000) { countersign_probe_sizes(kernel, seed, &$0) }
    }

    @Test(
        "decides exceptional sums, results beyond n, small keys and special scalars, with every table",
        arguments: kernels)
    func decidesExceptionalCases(kernel: String) {
        let seed = freshSeed(for: "crafted cases on \(kernel)")
        let report = expectAgreement(kernel, atLeast: 4_000) { countersign_probe_crafted(kernel, seed, &$0) }
        #expect(report.slow_path > 100)
    }

    @Test("counts exceptions, and pays at most twice the inversions for a batch of nothing else", arguments: kernels)
    func countsExceptions(kernel: String) {
        let seed = freshSeed(for: "counters on \(kernel)")
        expectAgreement(kernel, atLeast: 4_000) { countersign_probe_counters(kernel, seed, &$0) }
    }
}
