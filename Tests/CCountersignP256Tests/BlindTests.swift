import CCountersignP256
import Countersign
import CountersignTestSupport
import Testing

@Suite("Blinds") struct BlindTests {
    @Test("an item that was found to be dear is dear for one batch, and no longer", arguments: kernels)
    func drawsOthers_whenADearItemIsSentAgain(kernel: String) throws {
        // The key 1·G meets the generator's points by chance, if the table is the smallest one.
        let key = try #require(
            try ImportedKey(anyRepresentation: [UInt8](repeating: 0, count: 31) + [1]).signingKey)
        var workspace: OpaquePointer?
        try #require(countersign_p256_workspace_create(kernel, &workspace) == COUNTERSIGN_P256_OK)
        defer { countersign_p256_workspace_free(workspace) }
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: Int(COUNTERSIGN_P256_TABLE_2K.rawValue), alignment: Int(COUNTERSIGN_P256_TABLE_ALIGNMENT))
        defer { memory.deallocate() }
        var point = countersign_p256_item().key
        withUnsafeMutableBytes(of: &point) { $0.copyBytes(from: key.verifyingKey.x963Representation.dropFirst()) }
        var item = countersign_p256_enrolled_item()
        var (place, result): (UnsafeMutableRawPointer?, UInt8) = (memory, 0)
        let built = countersign_p256_build_tables(
            workspace, COUNTERSIGN_P256_TABLE_2K, &point, 1, &place, &item.table, &result)
        try #require(built == COUNTERSIGN_P256_OK && result == UInt8(COUNTERSIGN_P256_VALID.rawValue))

        func statistics(copies: Int, in other: OpaquePointer? = nil) -> countersign_p256_statistics {
            let items = [countersign_p256_enrolled_item](repeating: item, count: copies)
            var verdicts = [UInt8](repeating: 0, count: copies)
            var statistics = countersign_p256_statistics()
            let status = countersign_p256_verify_enrolled(other ?? workspace, items, copies, &verdicts, &statistics)
            #expect(status == COUNTERSIGN_P256_OK)
            #expect(verdicts.allSatisfy { $0 == UInt8(COUNTERSIGN_P256_VALID.rawValue) })
            return statistics
        }
        var tried = 0
        /// An item that is dear by this measure under the blinds of now.
        func find(_ isDear: (countersign_p256_statistics) -> Bool) throws {
            repeat {
                tried += 1
                let challenge = Challenge("text \(tried)")
                let signed = try ChallengeDigest(of: challenge).bytes + key.signature(for: challenge).rawRepresentation
                withUnsafeMutableBytes(of: &item.signature) { $0.copyBytes(from: signed) }
            } while !isDear(statistics(copies: 24)) && tried < 20_000
            try #require(tried < 20_000)
        }
        /// What copies of the item cost where nobody has worked yet.
        func completeInAFreshWorkspace() throws -> UInt64 {
            var fresh: OpaquePointer?
            try #require(countersign_p256_workspace_create(kernel, &fresh) == COUNTERSIGN_P256_OK)
            defer { countersign_p256_workspace_free(fresh) }
            return statistics(copies: 24, in: fresh).complete
        }
        let (batches, size) = (20, 512)
        try find { $0.complete > 0 }
        let complete = (0..<batches).reduce(0) { sum, _ in sum + statistics(copies: size).complete }
        // None, unless chance has it that the item meets again under the others too.
        #expect(complete < 4 * size)
        // By chance one of some hundreds is dear again: hardly twice in a row.
        var isDearElsewhere = try completeInAFreshWorkspace() > 0
        if isDearElsewhere {
            try find { _ in (try? completeInAFreshWorkspace()).map { $0 > 0 } ?? false }
            _ = statistics(copies: batches * size)
            isDearElsewhere = try completeInAFreshWorkspace() > 0
        }
        #expect(!isDearElsewhere, "the process still has the blinds under which the item is dear")
        try find { $0.slow_path > 0 && $0.complete == 0 }
        let again = (0..<batches).reduce(0) { sum, _ in sum + statistics(copies: size).slow_path }
        #expect(again < 8 * size)
    }
}
