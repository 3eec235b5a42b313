import Countersign
import CountersignBatch
import CountersignTestSupport
import Foundation
import Testing

/// What was done to a right signature, and the verdict that it must have from then on.
enum Flaw: CaseIterable {
    case none, otherText, otherKey, flippedR, flippedS, twin
    case shortHex, notHex, empty, leadingZero, trailingByte, base64, rawHex, hexOfHex
    case zeroR, orderS, hugeS, unknownKey

    /// nil: whatever OpenSSL says of it.
    var code: BatchVerdict.Code {
        switch self {
        case .none, .twin: .ok
        case .otherText, .otherKey, .flippedR, .flippedS: .signatureMismatch
        case .shortHex, .notHex, .empty, .leadingZero, .trailingByte: .signatureMalformed
        case .base64, .rawHex, .hexOfHex: .signatureEncoding
        case .zeroR, .orderS, .hugeS: .signatureMalformed
        case .unknownKey: .keyUnknown
        }
    }
}

/// Keys, and signatures with known flaws.
struct BatchSample {
    static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]

    let keys: [SigningKey]
    var random: SeededRandom

    init(keys count: Int, _ random: SeededRandom) throws {
        keys = try (0..<count).map { _ in try SigningKey() }
        self.random = random
    }

    static func id(_ number: Int) -> String { "device-\(number)" }

    /// Enrols the keys with numbers below `count` under their ids.
    @discardableResult
    func enrol(_ count: Int, in verifier: BatchVerifier) throws -> [KeyHandle] {
        try verifier.enrol(keys.prefix(count).enumerated().map { (Self.id($0.offset), $0.element.verifyingKey) })
    }

    /// An item of key `number`, which is named by its id when it is enrolled and comes along otherwise.
    mutating func item(key number: Int, isEnrolled: Bool, flaw: Flaw = .none) throws -> BatchItem {
        let key = keys[number]
        let challenge = Challenge("\(random.next())-\(String(repeating: "ü", count: Int(random.next() % 60)))")
        let signature = try key.signature(for: challenge)
        var item = BatchItem(key: key.verifyingKey, challenge: challenge, signature: signature.field)
        if isEnrolled { item.key = .id(Self.id(number)) }
        try apply(flaw, to: &item, signature)
        return item
    }

    private mutating func apply(_ flaw: Flaw, to item: inout BatchItem, _ signature: Signature) throws {
        let field = signature.field
        switch flaw {
        case .none: break
        case .otherText: item.message = .challenge("another text")
        case .otherKey: item.key = .key(try SigningKey().verifyingKey)
        case .flippedR: item.signature = .integers(r: flip(signature.r), s: signature.s)
        case .flippedS: item.signature = .integers(r: signature.r, s: flip(signature.s))
        case .twin: item.signature = .field(signature.twin.field)
        case .shortHex: item.signature = .field(String(field.dropLast()))
        case .notHex: item.signature = .field("g" + field.dropFirst())
        case .empty: item.signature = .field("")
        case .leadingZero: item.signature = .field(Self.withLeadingZero(signature))
        case .trailingByte: item.signature = .field(field + "00")
        case .base64: item.signature = .field(signature.text(.derBase64))
        case .rawHex: item.signature = .field(signature.text(.rsHex))
        case .hexOfHex: item.signature = .field(field.utf8.map { String($0, radix: 16) }.joined())
        case .zeroR: item.signature = .integers(r: Array(repeating: 0, count: 32), s: signature.s)
        case .orderS: item.signature = .integers(r: signature.r, s: Self.order)
        case .hugeS: item.signature = .integers(r: signature.r, s: [1] + signature.s)
        case .unknownKey: item.key = .id("nobody")
        }
    }

    /// One bit of the middle of an integer: it stays in range.
    private mutating func flip(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        bytes[8 + Int(random.next() % 16)] ^= 1 << UInt8(random.next() % 8)
        return bytes
    }

    private static func withLeadingZero(_ signature: Signature) -> String {
        var der = signature.derRepresentation
        der[1] += 1
        der[3] += 1
        der.insert(0, at: 4)
        return der.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The kernels that this machine can run, OpenSSL among them.
let usableKernels = Kernel.all.filter(\.isAvailable)

extension Trait where Self == ConditionTrait {
    /// For a test of the memory of the process, in which nothing else may take any meanwhile.
    static var measuringMemory: Self {
        .enabled(
            if: ProcessInfo.processInfo.environment["COUNTERSIGN_ALONE"] != nil,
            "other tests take memory meanwhile: run it alone with COUNTERSIGN_ALONE=1, as make test does")
    }
}

/// A number from the environment, for runs that are longer than the default.
func count(_ variable: String, default value: Int) -> Int {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) } ?? value
}

extension SeededRandom {
    /// A generator of `COUNTERSIGN_SEED`, or of a fresh seed; prints which.
    static func printed(for property: String) -> SeededRandom {
        SeededRandom(for: property, environment: ProcessInfo.processInfo.environment)
    }
}

func verifier(
    _ kernel: Kernel? = nil, _ change: (inout BatchVerifier.Configuration) -> Void = { _ in }
) throws -> BatchVerifier {
    var configuration = BatchVerifier.Configuration()
    configuration.kernel = kernel
    change(&configuration)
    return try BatchVerifier(configuration)
}

/// The code of the ``BatchError`` that `body` throws; nil when it throws none.
func batchErrorCode(_ body: () throws -> Void) -> BatchError.Code? {
    do {
        try body()
    } catch {
        return (error as? BatchError)?.code
    }
    return nil
}
