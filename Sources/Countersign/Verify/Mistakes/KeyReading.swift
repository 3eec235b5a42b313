/// A public key as a caller sent it, read by any means, and what is wrong with how it was written.
struct KeyReading {
    let key: VerifyingKey
    let findings: [Diagnosis.Finding]

    /// - Throws: what is wrong with the key, when nothing reads it.
    init(_ sent: [UInt8]) throws(CountersignError) {
        if let reading = try Self.text(sent, depth: 0) {
            self = reading
        } else {
            // Says what is wrong in the words of the ordinary reader.
            self.init(try VerifyingKey(anyRepresentation: sent), .keyDecorated, "with something around it")
        }
    }

    private init(_ key: VerifyingKey, _ code: Diagnosis.Code?, _ form: String) {
        self.key = key
        findings = code.map { [Self.finding($0, form)] } ?? []
    }

    private static func finding(_ code: Diagnosis.Code, _ form: String) -> Diagnosis.Finding {
        Diagnosis.Finding(
            code: code, station: .encoding,
            found: "The key is a P-256 key, but written \(form).",
            fix: "Send the key as 130 lower-case hex digits of its uncompressed point: 04, X, Y.")
    }

    private static func text(_ sent: [UInt8], depth: Int) throws(CountersignError) -> KeyReading? {
        if let bytes = TextForms.hexDecoded(sent), let reading = try payload(bytes, nil, "in hex") {
            return reading
        }
        let trimmed = Array(sent.trimmingASCIIWhitespace())
        if trimmed.starts(with: "-----BEGIN ".utf8) {
            return KeyReading(try VerifyingKey(anyRepresentation: trimmed), .keyPEM, "in PEM")
        }
        if trimmed.first == UInt8(ascii: "{") {
            return KeyReading(try VerifyingKey(anyRepresentation: trimmed), .keyJWK, "as a JSON Web Key")
        }
        if let bytes = TextForms.base64Decoded(sent),
            let reading = try payload(bytes, .keyBase64, "in Base64")
        {
            return reading
        }
        // What can be printed is text: an X alone, or a key's id, would pass for X and Y.
        let isPrintable = sent.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }
        if !isPrintable, let reading = try payload(sent, .keyBinary, "in raw bytes") { return reading }
        guard depth < 3 else { return nil }
        for (_, peel) in Wrapping.all {
            guard let inner = peel(sent), let reading = try text(inner, depth: depth + 1) else { continue }
            return KeyReading(reading, decorated: "with 0x, white space, colons, dashes or quotation marks")
        }
        return nil
    }

    private init(_ inner: KeyReading, decorated form: String) {
        key = inner.key
        findings = inner.findings.isEmpty ? [Self.finding(.keyDecorated, form)] : inner.findings
    }

    /// What bytes of a likely length are. `container` is the code of an uncompressed point that came in it.
    private static func payload(
        _ bytes: [UInt8], _ container: Diagnosis.Code?, _ form: String
    ) throws(CountersignError) -> KeyReading? {
        switch bytes.count {
        case 65 where bytes[0] == 0x04:
            KeyReading(try VerifyingKey(x963Representation: bytes), container, "as its point \(form)")
        case 33 where bytes[0] == 0x02 || bytes[0] == 0x03:
            KeyReading(
                try VerifyingKey(x963Representation: bytes), .keyCompressed, "as its compressed point \(form)")
        case 64:
            KeyReading(
                try VerifyingKey(x963Representation: [0x04] + bytes), .keyWithoutPrefix,
                "as X and Y \(form), without the leading 04")
        case 59 where bytes[0] == 0x30, 91 where bytes[0] == 0x30:
            KeyReading(
                try VerifyingKey(anyRepresentation: bytes), .keySPKI, "as SubjectPublicKeyInfo \(form)")
        default:
            nil
        }
    }
}
