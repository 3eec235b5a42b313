import Countersign
import CountersignBatch

extension SignatureJudge {
    /// One judge per kernel that this machine can run, OpenSSL's own excepted. Each item is asked three times in one
    /// batch: the first has no table for its key, the others have one, and all must have one verdict.
    static let kernels: [SignatureJudge] = Kernel.all.filter { $0.isAvailable && $0 != .openSSL }.map { kernel in
        let verifier = Result { () throws -> BatchVerifier in
            var configuration = BatchVerifier.Configuration()
            configuration.kernel = kernel
            configuration.tableSize = .kilobytes2
            configuration.tableBudget = 16 << 20
            return try BatchVerifier(configuration)
        }
        return SignatureJudge("kernel \(kernel.name)") { key, digest, rs in
            guard key.count == 65, key[0] == 0x04, rs.count == 64 else { return false }
            let integer = Array(digest.prefix(32))
            let padded = Array(repeating: 0, count: 32 - integer.count) + integer
            var batch = Batch()
            key.withUnsafeBytes { key in
                padded.withUnsafeBytes { digest in
                    rs.withUnsafeBytes { rs in
                        for _ in 0..<3 {
                            _ = unsafe batch.append(
                                key: .point(UnsafeRawBufferPointer(rebasing: key[1...])), message: .digest(digest),
                                signature: .integers(rs))
                        }
                    }
                }
            }
            let verdicts = try verifier.get().verify(batch)
            guard verdicts.count == 3, Set(verdicts.map(\.isValid)).count == 1 else {
                throw VectorError("\(kernel): verdicts differ with and without a table: \(verdicts)")
            }
            return verdicts[0].isValid
        }
    }
}
