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

            The kernel marked with * is the one that is used when none is named with --kernel or \
            \(Kernel.environmentVariable).
            """)

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let current = try Kernel.current()
        let kernels = Kernel.all
        if reporting.json {
            let list = kernels.map { kernel in
                JSON.object([
                    ("name", .string(kernel.name)), ("summary", .string(kernel.summary)),
                    ("lanes", .integer(kernel.lanes)), ("batch", .integer(kernel.batch)),
                    ("available", .bool(kernel.isAvailable)), ("self_test", .string(kernel.selfTest.rawValue)),
                    ("current", .bool(kernel.name == current.name)),
                ])
            }
            try Console.print(JSON.object([("kernels", .array(list))]).rendered)
        } else {
            for kernel in kernels {
                let mark = kernel.name == current.name ? "*" : " "
                let state = kernel.isAvailable ? "self-test \(kernel.selfTest.rawValue)" : "not on this machine"
                try Console.print("\(mark) \(Self.padded(kernel.name, 12))  \(Self.padded(state, 20))  \(kernel.summary)")
            }
        }
        return kernels.contains { $0.selfTest == .failed } ? .negative : .success
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
