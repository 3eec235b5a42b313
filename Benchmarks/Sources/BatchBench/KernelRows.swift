import CCountersignP256
import CountersignBatch
import VerifierBench

/// The kernels themselves: batch size × number of keys × size of tables × kernel.
enum KernelRows {
    struct Plan {
        let kernel: String
        let tableBytes: Int
        let keys: Int
        let batch: Int
        let isQuick: Bool

        init(_ kernel: String, _ tableBytes: Int, _ keys: Int, _ batch: Int, quick: Bool = false) {
            self.kernel = kernel
            self.tableBytes = tableBytes
            self.keys = keys
            self.batch = batch
            isQuick = quick
        }
    }

    static let plans: [Plan] = {
        var plans: [Plan] = []
        for batch in [1, 8, 16, 64, 256, 512, 4096] {
            plans.append(Plan("avx512ifma", 0, 1000, batch, quick: batch == 8 || batch == 256))
        }
        for bytes in [2048, 4096, 8192, 32768, 65536] {
            plans.append(Plan("avx512ifma", bytes, 1000, 512, quick: bytes == 2048 || bytes == 32768))
        }
        for batch in [1, 8, 64, 256, 4096] { plans.append(Plan("avx512ifma", 32768, 1000, batch)) }
        plans.append(Plan("avx512ifma", 32768, 1, 512))
        plans.append(Plan("avx512ifma", 2048, 100_000, 512))
        plans.append(Plan("avx512ifma", 32768, 100_000, 512))
        for kernel in ["x86_64adx", "portable"] {
            for batch in [1, 8, 256] { plans.append(Plan(kernel, 0, 1000, batch, quick: batch == 256)) }
            for bytes in [2048, 8192, 32768, 65536] {
                plans.append(Plan(kernel, bytes, 1000, 256, quick: bytes == 32768))
            }
            plans.append(Plan(kernel, 32768, 64, 256))
            plans.append(Plan(kernel, 32768, 1000, 8))
        }
        return plans
    }()

    static func measure(rounds: Int, isQuick: Bool) -> [Row] {
        let available = Set(Kernel.all.filter(\.isAvailable).map(\.name))
        guard let bench = bench_create(1000) else { return [] }
        defer { bench_free(bench) }
        var rows: [Row] = []
        for plan in plans where available.contains(plan.kernel) && (!isQuick || plan.isQuick) {
            var workspace: OpaquePointer?
            guard countersign_p256_workspace_create(plan.kernel, &workspace) == COUNTERSIGN_P256_OK else { continue }
            let result = bench_row(
                bench, workspace, UInt32(plan.tableBytes), plan.keys, plan.batch, UInt32(rounds))
            countersign_p256_workspace_free(workspace)
            let row = Row(
                area: "kernel", path: plan.tableBytes == 0 ? "unknown" : "enrolled", kernel: plan.kernel,
                tableBytes: plan.tableBytes, keys: plan.keys, batch: plan.batch, microseconds: result.microseconds,
                opensslMicroseconds: result.openssl_microseconds, ratio: result.ratio, ratioLow: result.ratio_low,
                ratioHigh: result.ratio_high, rounds: Int(result.rounds),
                buildMicroseconds: plan.tableBytes == 0 ? nil : result.build_microseconds)
            row.print()
            rows.append(row)
        }
        return rows
    }

    /// The figures of the kernels, and the row that each is taken from.
    private static let named: [(name: String, kernel: String, bytes: Int, keys: Int, batch: Int)] = [
        ("unknown-256", "avx512ifma", 0, 1000, 256),
        ("enrolled-32k-1000", "avx512ifma", 32768, 1000, 512),
        ("enrolled-32k-100000", "avx512ifma", 32768, 100_000, 512),
        ("enrolled-2k", "avx512ifma", 2048, 1000, 512),
        ("scalar-enrolled-32k", "x86_64adx", 32768, 1000, 256),
        ("scalar-unknown", "x86_64adx", 0, 1000, 256),
        ("portable-enrolled-32k", "portable", 32768, 1000, 256),
        ("portable-unknown", "portable", 0, 1000, 256),
        (latency, "avx512ifma", 0, 1000, 8),
    ]
    private static let latency = "latency-8"

    /// The figures that the rows give, as far as they were measured.
    static func figures(_ rows: [Row]) -> [Figure] {
        named.compactMap { figure in
            rows.first {
                $0.kernel == figure.kernel && $0.tableBytes == figure.bytes && $0.keys == figure.keys
                    && $0.batch == figure.batch
            }.map { row in
                // One batch of eight against one verification by OpenSSL.
                Figure(name: figure.name, value: figure.name == latency ? 8 / row.ratio : row.ratio, unit: "x")
            }
        }
    }

    /// The kernel that a figure needs and this machine cannot run.
    static func kernelMissing(for figure: String) -> String? {
        guard let kernel = named.first(where: { $0.name == figure })?.kernel else { return nil }
        return Kernel.all.contains { $0.name == kernel && $0.isAvailable } ? nil : kernel
    }
}
