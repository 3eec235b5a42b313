import CCountersignP256

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One way to verify signatures: an instruction set with the code written for it, or OpenSSL as the reference.
public struct Kernel: Sendable, Hashable, CustomStringConvertible {
    /// What the known answers said.
    public enum SelfTest: String, Sendable, Hashable {
        /// The kernel cannot run here, or there was no memory to try it.
        case notRun = "not_run"
        case passed
        case failed
    }

    /// `avx512ifma`, `x86_64adx`, `portable`, … or `openssl`.
    public let name: String
    /// One clause for people.
    public let summary: String
    /// Signatures per vector operation.
    public let lanes: Int
    /// Signatures that share their inversions: batches of multiples of this are the fastest.
    public let batch: Int
    /// CPU and operating system can run it.
    public let isAvailable: Bool
    /// Known answers, checked before the kernel's first use.
    public let selfTest: SelfTest

    /// The environment variable that names the kernel of all verifiers that name none.
    public static let environmentVariable = "COUNTERSIGN_KERNEL"

    /// OpenSSL, one signature at a time: the reference that all others must agree with.
    public static let openSSL = Kernel(
        name: referenceName, summary: "libcrypto, one signature at a time: the reference",
        lanes: 1, batch: 64, isAvailable: true, selfTest: ReferenceVerifier.givesKnownAnswers ? .passed : .failed)
    private static let referenceName = "openssl"

    /// Every kernel of this build, best first, whether it can run here or not; OpenSSL comes last.
    public static var all: [Kernel] {
        var kernels: [Kernel] = []
        for index in 0..<countersign_p256_kernel_count() {
            var info = unsafe countersign_p256_kernel_info()
            if unsafe countersign_p256_kernel_describe(index, &info) == COUNTERSIGN_P256_OK {
                kernels.append(unsafe Kernel(info))
            }
        }
        return kernels + [openSSL]
    }

    /// The kernel with a name, after its self-test.
    ///
    /// - Throws: ``BatchError/Code/kernelUnknown``, ``BatchError/Code/kernelUnavailable``,
    ///   ``BatchError/Code/kernelSelfTest`` or ``BatchError/Code/memory``; nothing falls back silently.
    public static func named(_ name: String) throws(BatchError) -> Kernel {
        guard let kernel = all.first(where: { $0.name == name }) else {
            let names = all.map(\.name).joined(separator: ", ")
            throw BatchError(.kernelUnknown, "expected one of \(names) as the kernel, found \(name)")
        }
        try kernel.requireUsable()
        return kernel
    }

    /// The kernel that a verifier without a choice of its own uses: the one that `COUNTERSIGN_KERNEL` names, else
    /// the best that passes its self-test.
    public static func current() throws(BatchError) -> Kernel {
        guard let name = nameInEnvironment else {
            var info = unsafe countersign_p256_kernel_info()
            try BatchError.check(unsafe countersign_p256_current_kernel(&info), "kernel")
            return unsafe Kernel(info)
        }
        do throws(BatchError) {
            return try named(name)
        } catch {
            throw BatchError(error.code, "\(environmentVariable): \(error.reason)")
        }
    }

    /// What the environment variable names; one that is set to nothing names none, as in the C library.
    static var nameInEnvironment: String? {
        guard let variable = unsafe getenv(environmentVariable), unsafe variable.pointee != 0 else { return nil }
        return unsafe String(cString: variable)
    }

    /// Runs the known answers anew.
    public func runSelfTest() throws(BatchError) {
        guard isReference else {
            return try BatchError.check(unsafe countersign_p256_self_test(name), "kernel \(name)")
        }
        guard ReferenceVerifier.givesKnownAnswers else { throw wrongAnswer }
    }

    public var description: String { name }

    var isReference: Bool { name == Self.referenceName }

    private var wrongAnswer: BatchError {
        BatchError(.kernelSelfTest, "the kernel \(name) gave a wrong known answer and is struck off")
    }

    func requireUsable() throws(BatchError) {
        guard isAvailable else {
            throw BatchError(.kernelUnavailable, "this CPU or operating system cannot run the kernel \(name)")
        }
        guard selfTest != .notRun else {
            throw BatchError(.memory, "no memory for the known answers of the kernel \(name)")
        }
        guard selfTest == .passed else { throw wrongAnswer }
    }

    private init(name: String, summary: String, lanes: Int, batch: Int, isAvailable: Bool, selfTest: SelfTest) {
        self.name = name
        self.summary = summary
        self.lanes = lanes
        self.batch = batch
        self.isAvailable = isAvailable
        self.selfTest = selfTest
    }

    private init(_ info: countersign_p256_kernel_info) {
        unsafe self.init(
            name: String(cString: info.name), summary: String(cString: info.description),
            lanes: Int(info.lanes), batch: Int(info.batch), isAvailable: info.available,
            selfTest: info.self_test == COUNTERSIGN_P256_SELF_TEST_PASSED
                ? .passed : info.self_test == COUNTERSIGN_P256_SELF_TEST_FAILED ? .failed : .notRun)
    }
}
