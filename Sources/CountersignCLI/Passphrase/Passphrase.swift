internal import CountersignPrimitives

/// The bytes of a passphrase, as they came: never normalised, never printed.
struct Passphrase {
    let bytes: SecretBytes

    /// The most bytes that are taken for a passphrase; a longer file is a mistake.
    static let limit = 1 << 20

    /// Bytes from a file, a descriptor or standard input: exactly one final LF or CRLF is not part of them.
    init(line bytes: SecretBytes) {
        self.bytes = bytes.prefix(bytes.withBytes { FinalNewline.count(before: $0) })
    }

    /// Bytes as they are.
    init(exactly bytes: SecretBytes) {
        self.bytes = bytes
    }

    /// The passphrase of a key that is to be written, which must not be empty.
    ///
    /// - Throws: `passphrase_empty`.
    func notEmpty() throws(CLIError) -> Passphrase {
        guard bytes.count > 0 else {
            throw CLIError(
                .passphraseEmpty, "expected a passphrase, found an empty one", hint: "or say --no-passphrase")
        }
        return self
    }
}
