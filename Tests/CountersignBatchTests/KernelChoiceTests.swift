import Countersign
import CountersignBatch
import Foundation
import Testing

@Suite("Choice of kernel")
struct KernelChoiceTests {
    @Test("every kernel that can run here passes its known answers; OpenSSL is listed last")
    func listsKernels_withTheirSelfTest() throws {
        let kernels = Kernel.all
        #expect(kernels.last == .openSSL)
        #expect(kernels.contains { $0.name == "portable" && $0.isAvailable })
        for kernel in kernels {
            #expect(kernel.selfTest == (kernel.isAvailable ? .passed : .notRun), "\(kernel)")
            if kernel.isAvailable { try kernel.runSelfTest() }
            #expect(!kernel.summary.isEmpty && kernel.lanes > 0 && kernel.batch > 0)
        }
    }

    @Test("a kernel that does not exist is refused and not replaced")
    func refusesAKernel_whenItDoesNotExist() {
        #expect(batchErrorCode { _ = try Kernel.named("avx1024") } == .kernelUnknown)
    }

    @Test("a kernel that this machine cannot run is refused and not replaced")
    func refusesAKernel_whenThisMachineCannotRunIt() throws {
        for kernel in Kernel.all where !kernel.isAvailable {
            #expect(batchErrorCode { _ = try Kernel.named(kernel.name) } == .kernelUnavailable)
            #expect(batchErrorCode { _ = try verifier(kernel) } == .kernelUnavailable)
        }
    }

    @Test("a verifier uses the kernel it was given", arguments: usableKernels)
    func usesTheKernel_whenOneIsNamed(kernel: Kernel) throws {
        #expect(try verifier(kernel).kernel == kernel)
        #expect(try Kernel.named(kernel.name) == kernel)
    }

    @Test("a table of another size than the five is refused")
    func refusesATableSize_whenNoTableHasIt() throws {
        #expect(batchErrorCode { _ = try TableSize(bytes: 16384) } == .tableSize)
        #expect(try TableSize(bytes: 2048) == .kilobytes2)
    }
}
