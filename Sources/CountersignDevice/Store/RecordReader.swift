import Countersign
import CountersignPrimitives

/// The way back from ``RecordWriter``'s bytes. They were authenticated, and are checked all the same.
struct RecordReader {
    static let scalarLength = 32

    private let bytes: UnsafeRawBufferPointer
    private let version: Int
    private var position = 0

    /// - Parameter version: of the ``Container``.
    /// - Throws: ``DeviceError`` `store_corrupt`.
    static func book(of secret: SecretBytes, version: Int) throws(DeviceError) -> DeviceBook {
        try secret.withBytes { bytes throws(DeviceError) in
            var reader = RecordReader(bytes: bytes, version: version)
            return try reader.book()
        }
    }

    private init(bytes: UnsafeRawBufferPointer, version: Int) {
        self.bytes = bytes
        self.version = version
    }

    private mutating func book() throws(DeviceError) -> DeviceBook {
        var book = DeviceBook()
        for _ in 0..<(try number()) { try book.add(try record()) }
        guard position == bytes.count else { throw damaged("\(bytes.count - position) bytes after the last phone") }
        return book
    }

    private mutating func record() throws(DeviceError) -> DeviceRecord {
        var record = DeviceRecord(name: try DeviceName(utf8: try text()))
        record.deviceID = try optional()
        record.pendingDeviceID = version < 2 ? nil : try optional()
        record.personID = try optional()
        record.bank = try optional()
        record.fault = try optional().map { name throws(DeviceError) in try known(DeviceFault(rawValue: name), name) }
        record.policy = try version < 3 ? writtenPolicy() : policy()
        let gate = try string()
        record.gate = try known(BiometricGate(rawValue: gate), gate)
        for _ in 0..<(try number()) { record.keys.append(try key()) }
        return record
    }

    /// A policy as a text, as files had it before version 3. Words could break its grammar; such a phone signs nothing
    /// more, since what it was told to deny is not known, and keeps its keys.
    private mutating func writtenPolicy() throws(DeviceError) -> ApprovalPolicy {
        let text = try string()
        return (try? ApprovalPolicy(text)) ?? .deny
    }

    private mutating func policy() throws(DeviceError) -> ApprovalPolicy {
        var rules: [ApprovalRule] = []
        for _ in 0..<(try number()) {
            var rule = ApprovalRule(try decision())
            for _ in 0..<(try number()) { rule.conditions.append(try condition()) }
            rules.append(rule)
        }
        return ApprovalPolicy(rules)
    }

    private mutating func decision() throws(DeviceError) -> ApprovalDecision {
        let word = try string()
        switch word {
        case "approve": return .approve
        case "deny": return .deny
        case "ask": return .ask
        case "delay": return .delay(milliseconds: try integer())
        default: throw damaged("the unknown word '\(word)'")
        }
    }

    private mutating func condition() throws(DeviceError) -> ApprovalCondition {
        let word = try string()
        switch word {
        case "text": return .textContains(try string())
        case "subject": return .subjectContains(try string())
        case "over": return .amountOver(try integer())
        case "up-to": return .amountUpTo(try integer())
        case "route":
            let route = try string()
            return .route(try known(SigningRequest.Route(rawValue: route), route))
        case "purpose":
            let purpose = try string()
            return .purpose(try known(DeviceKeyPurpose(rawValue: purpose), purpose))
        default: throw damaged("the unknown word '\(word)'")
        }
    }

    private mutating func key() throws(DeviceError) -> DeviceKey {
        let (purpose, state) = (try string(), try string())
        let remoteID = try optional()
        return DeviceKey(
            purpose: try known(DeviceKeyPurpose(rawValue: purpose), purpose),
            state: try known(DeviceKey.State(rawValue: state), state), remoteID: remoteID,
            signingKey: try signingKey())
    }

    private mutating func signingKey() throws(DeviceError) -> SigningKey {
        var scalar = try take(Self.scalarLength)
        defer { SecretBytes.cleanse(&scalar) }
        do { return try SigningKey(scalar: scalar) } catch { throw damaged(error.reason) }
    }

    private mutating func optional() throws(DeviceError) -> String? {
        switch try take(1)[0] {
        case 0: nil
        case 1: try string()
        default: throw damaged("neither a text nor none")
        }
    }

    private mutating func integer() throws(DeviceError) -> Int {
        let digits = try string()
        return try known(Int(digits), digits)
    }

    private mutating func string() throws(DeviceError) -> String {
        guard let string = String(validating: try text(), as: UTF8.self) else {
            throw damaged("text that is not UTF-8")
        }
        return string
    }

    private mutating func text() throws(DeviceError) -> [UInt8] { try take(try number()) }

    private mutating func number() throws(DeviceError) -> Int {
        try take(4).reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func take(_ count: Int) throws(DeviceError) -> [UInt8] {
        guard count <= bytes.count - position else { throw damaged("\(count) bytes expected at byte \(position)") }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    private func known<Value>(_ value: Value?, _ name: String) throws(DeviceError) -> Value {
        guard let value else { throw damaged("the unknown word '\(name)'") }
        return value
    }

    private func damaged(_ what: String) -> DeviceError {
        DeviceError(.storeCorrupt, "the phones in the file are damaged: \(what)")
    }
}
