#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// The words of the command line, read as bytes and made safe for the argument parser.
enum RawCommandLine {
    /// The long options that take a value, in any command. An option means the same wherever it appears.
    static let valueOptions: Set<String> = [
        "address", "amount", "attempts", "attributes", "audit", "audit-after", "bank", "banks", "body-limit", "books",
        "business", "callers",
        "challenge-lifetime", "client-authority", "client-id", "client-secret-file", "clients", "code",
        "concurrency", "config", "count", "culture", "data", "detail", "device", "device-attempts", "devices",
        "devices-per-person", "durability", "error-shape", "fault", "file", "first", "flow", "format", "from",
        "head", "inbox", "interval", "journal", "kernel", "key", "key-passphrase-file", "log-level", "method",
        "mix", "new-passphrase-fd", "new-passphrase-file", "note", "operations", "other-key", "other-text", "otp",
        "otp-attempts", "out", "page", "passphrase-fd", "passphrase-file", "password-file", "patience", "person",
        "policy", "port", "proxy-port", "purpose", "rate", "reason", "regenerate", "registry", "request-timeout",
        "requests", "route", "scheme", "second", "secret-file", "seed", "session", "signature",
        "signature-attempts", "signed-by", "size", "sms-per-hour", "store", "subject", "table-budget", "tan",
        "text", "timeout", "tls-certificate", "tls-key", "to", "token-file", "token-url", "type", "unlearned",
        "until", "url", "user", "v2-otp-delivery", "webhook-timeout", "wrong-otps-per-day",
    ]

    /// The words after the program's name, or nil where the system does not tell them.
    ///
    /// Swift finds the arguments through `/proc`; in a jail without it there are none, and every flag would
    /// silently be dropped.
    static func words() -> [[UInt8]]? {
        guard CommandLine.argc > 0 else { return nil }
        let pointers = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        return pointers.dropFirst().map { pointer in
            guard let pointer else { return [] }
            return Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
        }
    }

    /// What the argument parser gets to see: each `--name=value` in two words, and no value that looks like an option.
    static func escaped(_ words: [[UInt8]]) -> [String] {
        var result: [String] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == Array("--".utf8) {
                result.append("--")
                result += rest.map { RawArgument(bytes: $0).escaped(isValue: false) }
                break
            }
            let parts = word.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = optionName(Array(parts[0])) else {
                // PEM begins as an option does and is none.
                result.append(RawArgument(bytes: word).escaped(isValue: word.starts(with: KeyArgument.beginOfPEM)))
                continue
            }
            result.append("--" + name)
            if parts.count == 2 {
                result.append(RawArgument(bytes: Array(parts[1])).escaped(isValue: true))
            } else if let value = rest.popFirst() {
                result.append(RawArgument(bytes: value).escaped(isValue: true))
            }
        }
        return result
    }

    private static func optionName(_ word: [UInt8]) -> String? {
        guard word.starts(with: "--".utf8), let name = String(validating: word.dropFirst(2), as: UTF8.self) else {
            return nil
        }
        return valueOptions.contains(name) ? name : nil
    }
}
