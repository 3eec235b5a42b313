import FoundationEssentials

/// The published sample of `device_data`, which stands among the fixtures of the wire's tests.
func deviceDataSample() throws -> String {
    let tests = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let bytes = try Data(contentsOf: URL(filePath: "/\(tests)/CountersignAPITests/Fixtures/device-data.txt"))
    return String(decoding: bytes, as: UTF8.self)
}
