import CCountersign
import Countersign

/// A signature in one of the encodings of the header.
struct WrittenSignature {
    /// No encoding of a signature comes near this.
    private static let longest = 4096

    let bytes: [UInt8]
    let isText: Bool

    init(_ signature: Signature, _ encoding: countersign_encoding) throws(Failure) {
        switch encoding {
        case COUNTERSIGN_ENCODING_DER: (bytes, isText) = (signature.derRepresentation, false)
        case COUNTERSIGN_ENCODING_RS: (bytes, isText) = (signature.rawRepresentation, false)
        default: (bytes, isText) = (Array(signature.text(try Self.text(encoding)).utf8), true)
        }
    }

    static func read(
        _ bytes: UnsafeRawBufferPointer, _ encoding: countersign_encoding
    ) throws(Failure) -> Signature {
        switch encoding {
        case COUNTERSIGN_ENCODING_DER:
            return try Core.call { () throws(CountersignError) in unsafe try Signature(derRepresentation: bytes) }
        case COUNTERSIGN_ENCODING_RS:
            return try Core.call { () throws(CountersignError) in unsafe try Signature(rawRepresentation: bytes) }
        default:
            let encoding = try text(encoding)
            let text = unsafe try ascii(bytes, encoding)
            return try Core.call { () throws(CountersignError) in try Signature(text, encoding: encoding) }
        }
    }

    /// Text of bytes that every encoding could hold.
    private static func ascii(
        _ bytes: UnsafeRawBufferPointer, _ encoding: SignatureEncoding
    ) throws(Failure) -> String {
        guard bytes.count <= longest else {
            throw Failure(
                COUNTERSIGN_ERROR_SIGNATURE, code: "signature_length",
                "expected a signature of at most \(longest) bytes, found \(bytes.count)")
        }
        if let offset = unsafe bytes.firstIndex(where: { $0 >= 0x80 }) {
            let code = encoding == .derHex || encoding == .rsHex ? "hex_digit" : "base64_digit"
            throw Failure(
                COUNTERSIGN_ERROR_SIGNATURE, code: code, "expected ASCII, found another byte at character \(offset)",
                offset: offset)
        }
        return unsafe String(decoding: bytes, as: UTF8.self)
    }

    private static func text(_ encoding: countersign_encoding) throws(Failure) -> SignatureEncoding {
        switch encoding {
        case COUNTERSIGN_ENCODING_FIELD: return .derHex
        case COUNTERSIGN_ENCODING_DER_BASE64: return .derBase64
        case COUNTERSIGN_ENCODING_RS_HEX: return .rsHex
        case COUNTERSIGN_ENCODING_RS_BASE64: return .rsBase64
        case COUNTERSIGN_ENCODING_RS_BASE64URL: return .rsBase64URL
        default: throw .argument("expected an encoding of a signature, found the number \(encoding.rawValue)")
        }
    }
}
