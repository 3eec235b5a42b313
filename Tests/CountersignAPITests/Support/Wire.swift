import CountersignAPI
import FoundationEssentials
import Testing

/// Reads `T` from text, and back.
func read<T: Decodable>(_ type: T.Type, _ text: String) throws -> T {
    try WireJSON.decode(type, from: text.utf8)
}

func write(_ value: some Encodable) throws -> String { try WireJSON.text(value) }

/// Expects that the text, read as `T` and written again, is the text.
func expectRoundTrip<T: Codable>(
    _ type: T.Type, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let value = try read(type, text)
    #expect(try write(value) == text, sourceLocation: sourceLocation)
}

/// The error that reading throws; nil where nothing is thrown.
func failure(_ body: () throws -> Void) -> CountersignAPIError? {
    do {
        try body()
        return nil
    } catch let error as CountersignAPIError {
        return error
    } catch {
        Issue.record("another type of error: \(error)")
        return nil
    }
}

/// A file of the folder `Fixtures`.
func fixture(_ name: String) throws -> String {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return try String(contentsOfFile: "/\(folder)/Fixtures/\(name)", encoding: .utf8)
}

/// SplitMix64: the same numbers for the same seed.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
