internal import ArgumentParser

/// The value of one option or argument, byte for byte as the shell handed it over.
///
/// `CommandLine.arguments` repairs ill-formed UTF-8 without a word, and an argument parser that works on characters
/// mistakes a value such as `--` for a terminator. Both would sign or open something else than was said. The bytes
/// that could be lost or misread travel through the parser as scalars of a private range instead: the byte `b` as
/// `U+10FF00 + b`. The range's own scalars are escaped byte by byte too, so that the way back is unambiguous.
struct RawArgument: ExpressibleByArgument, Equatable {
    private static let escapes: UInt32 = 0x10FF00

    let bytes: [UInt8]

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(argument: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(argument.utf8.count)
        for scalar in argument.unicodeScalars {
            if let byte = Self.escapedByte(scalar) {
                bytes.append(byte)
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        self.bytes = bytes
    }

    /// `-`, which stands for standard input or output.
    var isDash: Bool { bytes == [UInt8(ascii: "-")] }

    /// The argument as text, or nil where it is not UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }

    /// Calls a function of the system with the bytes as a name.
    func withCString(_ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
        (bytes.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { $0.baseAddress.map(body) ?? -1 }
    }

    /// What stands for the bytes inside the argument parser.
    ///
    /// - Parameter isValue: true where the bytes are the value of an option, which may begin with a dash.
    func escaped(isValue: Bool) -> String {
        var text = String.UnicodeScalarView()
        var rest = bytes[...]
        if isValue, rest.first == UInt8(ascii: "-"), bytes.count > 1 {
            text.append(Self.escape(rest.removeFirst()))
        }
        while let first = rest.first {
            let length = Self.sequenceLength(first)
            if let character = String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.first,
                character.value >= 0x20, character.value != 0x7F, character.value < Self.escapes
            {
                text.append(character)
                rest.removeFirst(length)
            } else {
                text.append(Self.escape(rest.removeFirst()))
            }
        }
        return String(text)
    }

    /// The byte that a scalar stands for, or nil for a scalar that stands for itself.
    static func escapedByte(_ scalar: Unicode.Scalar) -> UInt8? {
        scalar.value >= escapes ? UInt8(truncatingIfNeeded: scalar.value) : nil
    }

    private static func escape(_ byte: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(escapes + UInt32(byte)) ?? Unicode.Scalar(byte)
    }

    private static func sequenceLength(_ first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 1
        }
    }
}
