internal import Countersign
internal import CountersignPrimitives

extension SecurityV2 {
    /// `SecurityHash` of the card platform's webhooks: lower-case hex of one SHA-256 over the values in their documented
    /// order, joined by `&`, the webhook key last.
    ///
    /// It is no MAC: values that hold a `&` can be moved between fields. Source: three published samples.
    public enum SecurityHash {
        /// - Throws: ``CountersignAPIError`` `unwritable` where libcrypto fails.
        public static func of(_ values: [String], key: String) throws(CountersignAPIError) -> String {
            do {
                return Hex.encode(try SecureHash.sha256(Array((values + [key]).joined(separator: "&").utf8)))
            } catch {
                throw CountersignAPIError(.unwritable, reason: "SHA-256: \(error.reason)")
            }
        }
    }
}
