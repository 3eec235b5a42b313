internal import ArgumentParser
internal import CountersignBatch

/// `countersign batch kernels`: what this CPU can run.
struct BatchKernels: Verb {
    static let configuration = CommandConfiguration(
        commandName: "kernels",
        abstract: "List the kernels, which of them this machine can run, and their self-test.",
        discussion: """
            Examples:
              countersign batch kernels
              countersign batch kernels --json

            The kernel marked with * is used where --kernel names none: the one of \(Kernel.environmentVariable), or \
            else the fastest that this machine can run.
            """)

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        // Whoever named one that cannot be used wants to see the others.
        let choice = Result { () throws(BatchError) in try Kernel.current() }
        let current = try? choice.get()
        let kernels = Kernel.all
        if reporting.json {
            let list = kernels.map { kernel in
                JSON.object([
                    ("name", .string(kernel.name)), ("summary", .string(kernel.summary)),
                    ("lanes", .integer(kernel.lanes)), ("batch", .integer(kernel.batch)),
                    ("available", .bool(kernel.isAvailable)), ("self_test", .string(kernel.selfTest.rawValue)),
                    ("current", .bool(kernel.name == current?.name)),
                ])
            }
            try Console.print(JSON.object([("kernels", .array(list))]).rendered)
        } else {
            for kernel in kernels {
                let mark = kernel.name == current?.name ? "*" : " "
                let state = kernel.isAvailable ? "self-test \(kernel.selfTest.rawValue)" : "not on this machine"
                try Console.print(
                    "\(mark) \(Self.padded(kernel.name, 12))  \(Self.padded(state, 20))  \(kernel.summary)")
            }
        }
        _ = try choice.get()
        return kernels.contains { $0.selfTest == .failed } ? .negative : .success
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
