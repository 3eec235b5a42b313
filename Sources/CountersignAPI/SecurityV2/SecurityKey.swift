internal import Countersign
internal import CountersignPrimitives

extension SecurityV2 {
    /// `Contis_SecurityKey` of a login: 96 hex digits, the first 32 the IV and the last 64 the key of AES-256-CBC, with
    /// which one-time passwords of that session are encrypted.
    ///
    /// The scheme is weak and is used nowhere else in this project: the IV is the same for every message of a session,
    /// so that equal passwords give equal texts, and nothing protects the text from being changed. Source: the card
    /// platform's page on encryption; base64 and its padding are undecided there.
    public struct SecurityKey: Sendable, Hashable, CustomStringConvertible {
        private let bytes: [UInt8]

        /// Nil unless there are 96 hex digits.
        public init?(_ text: String) {
            guard let bytes = try? Hex.decode(text), bytes.count == 48 else { return nil }
            self.bytes = bytes
        }

        /// The digits in lower case, as login answers them.
        public var text: String { Hex.encode(bytes) }
        private var iv: [UInt8] { Array(bytes[..<16]) }
        private var key: [UInt8] { Array(bytes[16...]) }

        /// `SCAIdentification` of a one-time password: UTF-16LE, AES-256-CBC, PKCS#7, base64 without padding, as the
        /// published sample is.
        ///
        /// - Throws: ``CountersignAPIError`` `unwritable` where libcrypto fails.
        public func encrypt(_ password: String) throws(CountersignAPIError) -> String {
            let plaintext = password.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            do {
                let text = Base64.standard.encode(try BlockCipher.encrypt(plaintext, key: key, iv: iv))
                return String(text.prefix { $0 != "=" })
            } catch {
                throw CountersignAPIError(.unwritable, reason: "AES-256-CBC: \(error.reason)", field: nil)
            }
        }

        /// The one-time password in an `SCAIdentification`, with or without padding, in either alphabet of base64; nil
        /// for anything that this key did not encrypt. There is one answer for all that can be wrong, or the caller
        /// could be asked about the padding byte by byte.
        public func decrypt(_ text: String) -> String? {
            guard let ciphertext = Self.ciphertext(text),
                let plaintext = try? BlockCipher.decrypt(ciphertext, key: key, iv: iv), plaintext.count % 2 == 0
            else { return nil }
            let units = stride(from: 0, to: plaintext.count, by: 2).map {
                UInt16(plaintext[$0]) | UInt16(plaintext[$0 + 1]) << 8
            }
            return String(validating: units, as: UTF16.self)
        }

        /// The bytes of an `SCAIdentification`; nil where it is no base64.
        public static func ciphertext(_ text: String) -> [UInt8]? {
            var digits = Array(text.utf8)
            while digits.last == UInt8(ascii: "="), text.utf8.count % 4 == 0, digits.count > text.utf8.count - 2 {
                digits.removeLast()
            }
            let url = digits.map { byte in
                switch byte {
                case UInt8(ascii: "+"): UInt8(ascii: "-")
                case UInt8(ascii: "/"): UInt8(ascii: "_")
                default: byte
                }
            }
            return try? Base64.url.decode(String(decoding: url, as: UTF8.self))
        }

        /// Never the digits: they are secret.
        public var description: String { "SecurityKey(•••)" }
    }
}
