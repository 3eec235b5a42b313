extension BankOptions {
    /// Whether a bank was named, or something that belongs to one: phones do without.
    var isGiven: Bool {
        address != nil || [tokenUrl, clientId, clientSecretFile, tokenFile, timeout].contains { $0 != nil }
    }

    /// The bank's address, to be remembered.
    var address: String? {
        let bytes = url?.bytes ?? Environment.bytes(of: "COUNTERSIGN_BANK_URL") ?? []
        return bytes.isEmpty ? nil : String(validating: bytes, as: UTF8.self)
    }
}
