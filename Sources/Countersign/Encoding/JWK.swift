import CCountersignOpenSSL

/// A P-256 key as a JSON Web Key (RFC 7517, RFC 7518 section 6.2).
struct JWK {
    /// 04 ‖ x ‖ y; not yet checked to lie on the curve.
    let point: [UInt8]
    /// `d`, where the key is private. Whoever holds it cleanses it.
    private(set) var scalar: [UInt8]?

    init(point: [UInt8], scalar: [UInt8]? = nil) {
        self.point = point
        self.scalar = scalar
    }

    /// Overwrites `d`.
    mutating func cleanse() {
        guard var secret = scalar.take() else { return }
        unsafe countersign_cleanse(&secret, secret.count)
    }

    /// `{"kty":"EC","crv":"P-256","x":…,"y":…}`, and `d` last where there is one; no white space.
    var json: [UInt8] {
        var text: [UInt8] = []
        // Enough for every member, so that nothing secret is left behind by growing.
        text.reserveCapacity(256)
        text += #"{"kty":"EC","crv":"P-256","x":""#.utf8
        Base64.url.append(point[1...32], to: &text)
        text += #"","y":""#.utf8
        Base64.url.append(point[33...64], to: &text)
        if let scalar {
            text += #"","d":""#.utf8
            Base64.url.append(scalar[...], to: &text)
        }
        text += #""}"#.utf8
        return text
    }

    /// Reads the members that make the key and lets others be (RFC 7517 section 4).
    ///
    /// - Throws: ``CountersignError/Code/json`` for anything but one object of strict JSON,
    ///   ``CountersignError/Code/jwkMember`` naming a member that is missing, twice there or impossible.
    init(json: [UInt8]) throws(CountersignError) {
        let members = try JWKMember.members(ofJSON: json)
        try Self.expect("EC", in: "kty", of: members)
        try Self.expect("P-256", in: "crv", of: members)
        point = try [0x04] + Self.coordinate("x", of: members) + Self.coordinate("y", of: members)
        scalar = members[Array("d".utf8)] == nil ? nil : try Self.coordinate("d", of: members)
    }

    private static func expect(
        _ value: String, in name: String, of members: [[UInt8]: JWKMember]
    ) throws(CountersignError) {
        let member = members[Array(name.utf8)]
        guard case .string(let found) = member, found.elementsEqual(value.utf8) else {
            throw CountersignError(
                .jwkMember,
                reason: "expected the member '\(name)' of a P-256 JWK to be \"\(value)\", found "
                    + (member?.summary ?? "no such member"))
        }
    }

    /// 32 bytes of base64url, leading zeroes kept (RFC 7518 section 6.2.1.2).
    private static func coordinate(
        _ name: String, of members: [[UInt8]: JWKMember]
    ) throws(CountersignError) -> [UInt8] {
        let member = members[Array(name.utf8)]
        guard case .string(let text) = member else {
            throw CountersignError(
                .jwkMember,
                reason: "expected the member '\(name)' of a P-256 JWK to be a string, found "
                    + (member?.kind ?? "no such member"))
        }
        do throws(CountersignError) {
            let bytes = try Base64.url.decode(text)
            guard bytes.count == 32 else {
                throw CountersignError(.jwkMember, reason: "expected 32 bytes, found \(bytes.count)")
            }
            return bytes
        } catch {
            // The reason of a Base64 defect shows a byte of the text, and `d` is secret.
            let detail = name == "d" ? "found something else" : error.reason
            throw CountersignError(
                .jwkMember, reason: "the member '\(name)' of a P-256 JWK is base64url of 32 bytes: \(detail)")
        }
    }
}
