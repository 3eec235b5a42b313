import Foundation

@testable import CountersignDevice

/// A folder of its own for the time of one test.
final class Workshop {
    let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "/countersign-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func path(_ name: String) -> String { folder + "/" + name }

    func bytes(_ name: String) throws -> [UInt8] {
        // Not Data(contentsOf:), which leaks its buffer for an empty file.
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path(name)))
        defer { try? file.close() }
        return Array(try file.readToEnd() ?? Data())
    }

    func write(_ bytes: [UInt8], _ name: String, mode: Int = 0o600) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }

    func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}

/// A book with phones of these names.
func book(_ names: String...) throws -> DeviceBook {
    var book = DeviceBook()
    for name in names {
        var record = DeviceRecord(name: try DeviceName(name))
        try record.makeKey(.unrestricted)
        try book.add(record)
    }
    return book
}

/// The error of a body, which must throw one of ours.
func code(_ body: () throws -> Void) -> DeviceError.Code? {
    do {
        try body()
        return nil
    } catch let error as DeviceError {
        return error.code
    } catch {
        return nil
    }
}

/// The same for a body that takes its time.
func code(_ body: () async throws -> Void) async -> DeviceError.Code? {
    do {
        try await body()
        return nil
    } catch let error as DeviceError {
        return error.code
    } catch {
        return nil
    }
}
