import CCountersignP256Probe
import CountersignTestSupport
import Testing

@Suite("Arithmetic below verification")
struct LayerTests {
    @Test("computes in the field as plain integers do, at the extremes of its ranges", arguments: kernels)
    func agreesInTheField(kernel: String) {
        let seed = freshSeed(for: "field on \(kernel)")
        expectAgreement(kernel, atLeast: 1_000) { countersign_probe_field(kernel, seed, 200 * effort, &$0) }
    }

    @Test("multiplies and inverts modulo the order as plain integers do")
    func agreesModuloTheOrder() {
        let seed = freshSeed(for: "scalars")
        expectAgreement("scalars", atLeast: 4_000) { countersign_probe_scalars(seed, 2_000 * effort, &$0) }
    }

    @Test("adds and doubles all pairs of points of groups of order 7, 11 and 19", arguments: kernels)
    func addsAllPairs_whenTheGroupIsSmall(kernel: String) {
        expectAgreement(kernel, atLeast: 4_000) { countersign_probe_small_groups(kernel, effort > 1 ? 401 : 19, &$0) }
    }

    @Test(
        "sums u1·G + u2·Q in small groups under unknown and enrolled keys, or notices that it cannot",
        arguments: kernels)
    func sumsOrNotices_whenTheGroupIsSmall(kernel: String) {
        let seed = freshSeed(for: "sums on \(kernel)")
        // All 160 801 pairs of order 401 are for `make check-kernels`.
        let report = expectAgreement(kernel, atLeast: 9_000) {
            countersign_probe_small_sums(kernel, seed, 293, &$0)
        }
        #expect(report.slow_path > 0 && report.complete > 0 && report.items > 2 * report.slow_path)
    }

    @Test("adds any two points, and sums any two multiples, in groups of order 7 and 11 by the complete formulas")
    func decidesEverySum_byCompleteFormulas() {
        expectAgreement("complete", atLeast: 1_800) { countersign_probe_complete(effort > 1 ? 401 : 11, &$0) }
    }
}
