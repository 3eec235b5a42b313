import Foundation
import Testing

@Suite("Memory of batch verify")
struct BatchMemoryTests {
    /// Megabytes of the tool at its largest, and its exit code.
    private static let measure = """
        import os, resource, subprocess, sys
        done = subprocess.run(["countersign", "batch", "verify", *sys.argv[1:]], stdout=subprocess.DEVNULL)
        print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
        """

    private func megabytes(_ shell: Shell, _ file: String, jobs: Int) throws -> Int {
        try shell.create("measure.py", Self.measure)
        let outcome = try shell.run("python3 measure.py \(file) --quiet --table-memory 1 --jobs \(jobs)")
        let numbers = outcome.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(numbers.count == 2 && numbers[0] == 1, "\(outcome.output)\(outcome.errors)")
        return numbers[1]
    }

    @Test("more jobs share the memory of lines; what each needs for itself is that of a core")
    func sharesMemory_whenJobsAreMany() throws {
        let shell = try Shell()
        let record = #"{"id":"a","key_id":"nobody","challenge":"x","signature":"3006020103020101"}"# + "\n"
        try shell.create("records", String(repeating: record, count: 60_000))
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let alone = try megabytes(shell, "records", jobs: 1)
        for jobs in [2, 256] {
            let together = try megabytes(shell, "records", jobs: jobs)
            // 4 MB of such lines are 40 MB with all that goes with them.
            #expect(together - alone < 40 + 4 * min(jobs, cores), "\(jobs) jobs: \(together) MB, one job: \(alone) MB")
        }
    }

    @Test("long lines are few at a time, and their memory is given back")
    func givesMemoryBack_whenLinesAreLong() throws {
        let shell = try Shell()
        let long = #"{"id":"a","challenge":""# + String(repeating: "x", count: 1_000_000) + "\"}\n"
        try shell.create("long", String(repeating: long, count: 60))
        let alone = try megabytes(shell, "long", jobs: 1)
        let together = try megabytes(shell, "long", jobs: 256)
        #expect(together - alone < 40, "\(together) MB, one job: \(alone) MB")
    }
}
