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

    @Test("keys that are shorter in their line than as points have room beside a line that fills the job")
    func hasRoomForEachKey_whenKeysAreShort() throws {
        let shell = try Shell()
        // 33 bytes of a compressed point, as they are.
        let key = #"{"key":"\u0002a key of 32 ASCII letters: 00001"}"#
        let record =
            #"{"id":"last","key_id":"nobody","challenge":"x","signature":"3006020103020101"}"#
        let count = 16_380
        let long =
            #"{"id":"long","key_id":"nobody","message":""#
            + String(repeating: "ab", count: ((1 << 20) - count * (key.utf8.count + 1)) / 2 - 200)
            + #"","signature":"3006020103020101"}"#
        let lines = [long] + Array(repeating: key, count: count) + [record]
        try shell.create("records", lines.joined(separator: "\n") + "\n")
        let outcome = try shell.run("countersign batch verify records --batch-size 1000000 --jobs 1 --quiet")
        #expect(outcome.exitCode == 1, "\(outcome.errors)")
        let verdicts = outcome.output.split(separator: "\n")
        #expect(verdicts.count == count + 2 || verdicts.count == count + 3)
        #expect(verdicts.first?.contains(#""id":"long","valid":false,"code":"key_unknown""#) == true)
        let last = verdicts.dropFirst(count + 1).first
        #expect(last?.contains(#""id":"last","valid":false,"code":"key_unknown""#) == true)
        #expect(verdicts.count { $0.contains("expected one of challenge, message and digest") } == count)
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
