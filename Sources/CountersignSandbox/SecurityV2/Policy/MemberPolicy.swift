import CountersignAPI

/// The documented limits of members. Lengths count Unicode scalars, as JSON Schema does.
enum MemberPolicy {
    static let textLimit = 50
    static let referenceLength = 36

    /// What every request may carry.
    ///
    /// - Throws: ``SecurityV2Fault`` that names the member.
    static func requireCommon(_ request: some SecurityV2Request) throws(SecurityV2Fault) {
        try requireText(request.clientRequestReference, "ClientRequestReference")
        if let culture = request.cultureID, SecurityV2.Culture(rawValue: culture) == nil {
            throw .invalid("CultureID", "expected 1, 2 or 3, found \(culture)")
        }
    }

    static func requireText(_ text: String?, _ name: String) throws(SecurityV2Fault) {
        let length = text?.unicodeScalars.count ?? 0
        guard length <= textLimit else { throw .invalid(name, "expected at most 50 characters, found \(length)") }
    }

    static func requireReference(_ reference: String) throws(SecurityV2Fault) {
        let length = reference.unicodeScalars.count
        guard length == referenceLength else {
            throw .invalid("SCAReferenceNumber", "expected 36 characters, found \(length)")
        }
    }

    static func requireConsumer(_ id: Int32) throws(SecurityV2Fault) {
        guard id > 0 else { throw .invalid("ConsumerID", "expected a positive number, found \(id)") }
    }

    static func requireKnown<Value: OpenNumber>(_ value: Value?, _ name: String) throws(SecurityV2Fault) {
        guard value?.isKnown ?? true else { throw .invalid(name, "expected one of \(Value.choices)") }
    }
}
