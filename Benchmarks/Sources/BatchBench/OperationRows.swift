import CountersignBatch
import VerifierBench

/// Field and point operations of each kernel, for one lane; the ratio is how many of them one verification by OpenSSL
/// takes the time of.
enum OperationRows {
    static func measure(_ workload: Workload, rounds: Int) throws -> [Row] {
        var rows: [Row] = []
        for kernel in Kernel.all where kernel.isAvailable && bench_operate(kernel.name, BENCH_FIELD_MULTIPLY, 1) > 0 {
            for number in 0..<BENCH_OPERATIONS.rawValue {
                let operation = bench_operation(rawValue: number)
                // About a millisecond for a turn.
                let times = operation == BENCH_FIELD_INVERT ? 500 : operation == BENCH_POINT_ADD_AFFINE ? 20 : 2000
                let count = bench_operate(kernel.name, operation, times)
                let result = try Interleaved(
                    rounds: rounds, baselineCount: 20, { try workload.verifyByOpenSSL(20) }, count: count,
                    { _ = bench_operate(kernel.name, operation, times) })
                let row = result.row(
                    area: "operation", path: String(cString: bench_operation_name(operation)), kernel: kernel.name)
                row.print()
                rows.append(row)
            }
        }
        return rows
    }
}
