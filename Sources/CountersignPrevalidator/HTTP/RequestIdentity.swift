import Hummingbird

/// The id under which a request is found again in answer, log and audit log.
enum RequestIdentity {
    private static let header = HTTPField.Name("x-request-id")

    /// The caller's, where it is one word of at most 64 letters, digits, `-`, `_` and `.`; else a new one.
    static func of(_ request: Request) -> String {
        if let header, let given = request.headers[header], isSane(given) { return given }
        let number = UInt64.random(in: .min ... .max)
        return hex(number)
    }

    private static func isSane(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            }
    }

    private static func hex(_ number: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            for place in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * place)) & 15
                buffer[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
            }
            return 16
        }
    }
}
