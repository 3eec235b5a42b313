import CCountersignP256
import CountersignBatch
import VerifierBench

/// A batch whose every item was made to meet exceptional points, beside one of honest signatures.
struct CraftedRow: Codable {
    let kernel: String
    /// 0: unknown keys.
    let tableBytes: Int
    let attack: String
    let microseconds: Double
    /// By an honest item's time: the median of the rounds.
    let share: Double
    /// Shares of items that took the second pass, and the complete formulas.
    let again: Double
    let complete: Double

    static func measure(rounds: Int, isQuick: Bool) throws -> [CraftedRow] {
        let sizes: [UInt32] = isQuick ? [0, 2048, 32768] : [0, 2048, 4096, 8192, 32768, 65536]
        var rows: [CraftedRow] = []
        for kernel in Kernel.all where kernel.isAvailable && kernel != .openSSL {
            var workspace: OpaquePointer?
            guard countersign_p256_workspace_create(kernel.name, &workspace) == COUNTERSIGN_P256_OK else { continue }
            defer { countersign_p256_workspace_free(workspace) }
            for bytes in sizes {
                for number in 0..<BENCH_ATTACKS.rawValue {
                    let attack = bench_attack(rawValue: number)
                    let result = bench_crafted(workspace, bytes, attack, UInt32(rounds))
                    guard result.microseconds > 0 else { throw BenchmarkError("crafted items: wrong verdict") }
                    let row = CraftedRow(
                        kernel: kernel.name, tableBytes: Int(bytes), attack: String(cString: bench_attack_name(attack)),
                        microseconds: result.microseconds, share: result.share, again: result.again,
                        complete: result.complete)
                    row.print()
                    rows.append(row)
                }
            }
        }
        return rows
    }

    /// The dearest of all.
    static func figure(_ rows: [CraftedRow]) -> [Figure] {
        rows.map(\.share).max().map { [Figure(name: "crafted-share", value: $0, unit: "x")] } ?? []
    }

    private func print() {
        let table = tableBytes == 0 ? "unknown keys" : "table \(tableBytes)"
        Swift.print(
            "crafted: \(kernel), \(table), \(attack): \(fixed(microseconds, 3)) us, \(fixed(share, 2)) times an honest "
                + "item; \(fixed(100 * again, 2)) % verified again, \(fixed(100 * complete, 4)) % by complete formulas")
    }
}
