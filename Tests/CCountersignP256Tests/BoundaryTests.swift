import CCountersignP256
import CCountersignP256Probe
import CountersignTestSupport
import Foundation
import Testing

@Suite("What callers may do wrong", .serialized)
struct BoundaryTests {
    @Test(
        "refuses missing pointers, absurd counts and foreign tables, and leaves no verdict behind", arguments: kernels)
    func refusesWrongCalls(kernel: String) {
        expectAgreement(kernel, atLeast: 60) { countersign_probe_refusals(kernel, &$0) }
    }

    @Test("touches no byte beyond its buffers, at any alignment", arguments: kernels)
    func staysWithinItsBuffers(kernel: String) {
        let seed = freshSeed(for: "guard pages on \(kernel)")
        expectAgreement(kernel, atLeast: 180) { countersign_probe_guards(kernel, seed, &$0) }
    }

    @Test("gives every thread the same answer, when all call for the first time at once", arguments: kernels)
    func agreesOnAllThreads_whenTheFirstCallRaces(kernel: String) async {
        let sums = await withTaskGroup(of: UInt32.self) { group in
            for _ in 0..<8 { group.addTask { countersign_probe_cold_start(kernel) } }
            return await group.reduce(into: Set<UInt32>()) { $0.insert($1) }
        }
        #expect(sums.count == 1 && !sums.contains(0))
    }

    /// `chosen` is a kernel's name or nil: the default.
    private func current() throws -> String {
        var info = countersign_p256_kernel_info()
        try #require(countersign_p256_current_kernel(&info) == COUNTERSIGN_P256_OK)
        return String(cString: info.name)
    }

    @Test("uses the kernel that was chosen by name, for all later workspaces without one")
    func obeysAChoice_whenAKernelIsNamed() throws {
        defer { _ = countersign_p256_choose_kernel(nil) }
        for kernel in kernels {
            #expect(countersign_p256_choose_kernel(kernel) == COUNTERSIGN_P256_OK)
            #expect(try current() == kernel)
            #expect(countersign_p256_choose_kernel("no such kernel") == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN)
            #expect(try current() == kernel, "a refused choice changes nothing")
        }
        for index in 0..<countersign_p256_kernel_count() {
            var info = countersign_p256_kernel_info()
            #expect(countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK)
            if info.available { continue }
            #expect(countersign_p256_choose_kernel(info.name) == COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE)
            #expect(countersign_p256_self_test(info.name) == COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE)
        }
    }

    @Test("obeys COUNTERSIGN_KERNEL, and refuses when it names a kernel that is not there")
    func obeysTheEnvironment() async {
        // In a process of its own: the environment belongs to the whole process.
        await #expect(processExitsWith: .success) {
            for index in 0..<countersign_p256_kernel_count() {
                var info = countersign_p256_kernel_info()
                guard countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK else { exit(1) }
                let asked = info
                setenv("COUNTERSIGN_KERNEL", asked.name, 1)
                let status = countersign_p256_current_kernel(&info)
                if asked.available {
                    guard status == COUNTERSIGN_P256_OK, strcmp(info.name, asked.name) == 0 else { exit(2) }
                } else {
                    guard status == COUNTERSIGN_P256_ERROR_KERNEL_UNAVAILABLE, info.name == nil else { exit(6) }
                }
            }
            setenv("COUNTERSIGN_KERNEL", "no such kernel", 1)
            var workspace: OpaquePointer?
            guard countersign_p256_workspace_create(nil, &workspace) == COUNTERSIGN_P256_ERROR_KERNEL_UNKNOWN,
                workspace == nil
            else { exit(3) }
            // A workspace that names its kernel does not care.
            for index in 0..<countersign_p256_kernel_count() {
                var info = countersign_p256_kernel_info()
                guard countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK else { exit(4) }
                guard info.available else { continue }
                guard countersign_p256_workspace_create(info.name, &workspace) == COUNTERSIGN_P256_OK else { exit(5) }
                countersign_p256_workspace_free(workspace)
            }
            exit(0)
        }
    }
}
