import CCountersignOpenSSL

extension [UInt8] {
    /// Overwrites the bytes, which are a secret, in a way that the compiler keeps.
    package mutating func cleanse() {
        let count = count
        unsafe withUnsafeMutableBytes { unsafe countersign_cleanse($0.baseAddress, count) }
    }
}
