internal import CountersignAPI
internal import CountersignClient
internal import CountersignPrimitives

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Where a session is kept between two commands: a file that nobody else can read, for it holds token and key.
struct SessionFile {
    private static let limit = 1 << 16

    /// What stands in it.
    struct Content: Codable {
        var url: String
        var user: String
        var login: SecurityV2.Login
    }

    let path: RawArgument

    /// - Throws: `would_overwrite` where there is one and `force` is not given, `cannot_create`, `write_failed`.
    func write(_ content: Content, force: Bool) throws(CLIError) {
        let bytes: [UInt8]
        do {
            bytes = try WireJSON.encode(content)
        } catch {
            throw CLIError(.internalFault, error.description)
        }
        try OutputFile(path: path, mode: 0o600, overwrites: force).write(SecretBytes(bytes + [0x0A]))
    }

    /// - Throws: `input_missing`, `permissions_too_open`, `session_malformed`.
    func read() throws(CLIError) -> Content {
        guard InputFile.exists(path) else {
            throw CLIError(
                .inputMissing, "session file '\(PrintableText.name(path.bytes))': there is none",
                hint: "'countersign security login' begins a session")
        }
        let file = try InputFile.read(path, limit: Self.limit, role: "session file")
        if let permissions = file.permissions, permissions & 0o077 != 0 {
            let name = PrintableText.name(path.bytes)
            throw CLIError(
                .permissionsTooOpen,
                "session file '\(name)': expected permissions 0600, found 0\(String(permissions, radix: 8))",
                hint: "chmod 600 '\(name)'")
        }
        do {
            return try WireJSON.decode(Content.self, from: file.content.copy)
        } catch {
            throw CLIError(
                CLIError.Code("session_malformed", .malformed), "session file: \(error.reason)",
                hint: "'countersign security login --force' begins a new session")
        }
    }

    /// Removes what is of no use any more; that it cannot be removed is no failure.
    func remove() { _ = path.withCString(unlink) }
}
