import CCountersignP256

/// Bytes of a key's table. More bytes, fewer operations; beyond 32 KB the memory costs what the operations save.
public enum TableSize: Int, Sendable, Hashable, CaseIterable {
    case kilobytes2 = 2048
    case kilobytes4 = 4096
    case kilobytes8 = 8192
    case kilobytes32 = 32768
    case kilobytes64 = 65536

    /// The size with a number of bytes.
    ///
    /// - Throws: ``BatchError/Code/tableSize``.
    public init(bytes: Int) throws(BatchError) {
        guard let size = Self(rawValue: bytes) else {
            let sizes = Self.allCases.map { String($0.rawValue) }.joined(separator: ", ")
            throw BatchError(.tableSize, "expected a table of \(sizes) bytes, found \(bytes)")
        }
        self = size
    }

    var layout: countersign_p256_table_size { countersign_p256_table_size(UInt32(rawValue)) }
}

/// When a key gets its table.
public enum TablePolicy: Sendable, Hashable {
    /// When the key is used for the second time. Building costs two to four verifications without a table where many
    /// keys come together, more where one comes alone; it is counted as eight, and no more is spent on building than on
    /// such verifications, so that keys chosen to be used twice gain nothing.
    case onSecondUse
    /// When the key is enrolled; keys that come with their items, on their second use.
    case onEnrolment
    /// Never.
    case never
}
