extension InputFile {
    /// Refuses a private key that others than its owner can read.
    ///
    /// - Throws: `permissions_too_open`.
    func refuseIfOpen(_ path: RawArgument, _ access: KeyAccessOptions) throws(CLIError) {
        guard let permissions, permissions & 0o077 != 0, !access.insecurePermissions else { return }
        let name = PrintableText.of(path.bytes)
        throw CLIError(
            .permissionsTooOpen,
            "private key '\(name)': expected permissions 0600, found 0\(String(permissions, radix: 8))",
            hint: "chmod 600 '\(name)', or say --insecure-permissions")
    }
}
