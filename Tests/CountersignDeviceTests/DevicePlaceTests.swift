import Foundation
import Testing

@testable import CountersignDevice

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

@Suite struct DevicePlaceTests {
    private func open(_ path: String, _ accepts: Bool = false) -> DeviceError.Code? {
        code { _ = try DeviceFile.open(path, passphrase: nil, acceptsOpenPermissions: accepts, patience: .zero) }
    }

    @Test("A file that others can read is refused, unless that is accepted")
    func refusesAFile_whenOthersCanReadIt() throws {
        let workshop = try Workshop()
        let path = workshop.path("f")
        _ = try DeviceFile.create(path, passphrase: nil)
        for mode in [0o640, 0o604, 0o666, 0o601, 0o620] {
            chmod(path, mode_t(mode))
            #expect(open(path) == .storePermissions)
            #expect(open(path, true) == nil)
        }
        chmod(path, 0o600)
        #expect(open(path) == nil)
    }

    @Test("A file of another user is refused, unless that is accepted")
    func refusesAFile_whenItIsAnotherUsers() throws {
        let workshop = try Workshop()
        // Only root can give a file away; anybody else is handed one of root's.
        let path = geteuid() == 0 ? workshop.path("f") : "/etc/passwd"
        if geteuid() == 0 {
            _ = try DeviceFile.create(path, passphrase: nil)
            #expect(chown(path, 12345, 12345) == 0)
        }
        #expect(open(path) == .storeOwner)
        #expect(open(path, true) == (geteuid() == 0 ? nil : .storeCorrupt))
    }

    @Test("Links are not followed; folders, pipes and huge files are no files of phones; missing is missing")
    func refusesWhatIsNoFile() throws {
        let workshop = try Workshop()
        let path = workshop.path("f")
        _ = try DeviceFile.create(path, passphrase: nil)
        symlink(path, workshop.path("link"))
        symlink(workshop.path("nowhere"), workshop.path("dangling"))
        mkfifo(workshop.path("pipe"), 0o600)
        mkdir(workshop.path("folder"), 0o700)
        #expect(open(workshop.path("link")) == .storeIO)
        #expect(open(workshop.path("pipe")) == .storeIO)
        #expect(open(workshop.path("folder")) == .storeIO)
        #expect(open(workshop.path("missing")) == .storeMissing)
        #expect(open(workshop.path("missing/f")) == .storeMissing)
        #expect(open(path + "/f") == .storeIO)
        for name in ["f", "link", "dangling", "pipe", "folder"] {
            #expect(code { _ = try DeviceFile.create(workshop.path(name), passphrase: nil) } == .storeExists, "\(name)")
        }
        let huge = workshop.path("huge")
        #expect(FileManager.default.createFile(atPath: huge, contents: nil, attributes: [.posixPermissions: 0o600]))
        truncate(huge, 100 << 20)
        #expect(open(huge) == .storeCorrupt)
    }

    @Test("The file is 0600 and its new folder 0700")
    func closesItsFiles() throws {
        let workshop = try Workshop()
        let path = workshop.path("inner/f")
        let file = try DeviceFile.create(path, passphrase: nil)
        let records = try book("a").records
        try file.update { try $0.add(records[0]) }
        for name in ["inner/f", "inner/f.lock"] { #expect(try workshop.mode(name) == 0o600) }
        #expect(try workshop.mode("inner") == 0o700)
    }

    @Test("A file that another process holds is locked for as long as it holds it, and no longer")
    func waitsForTheLock() throws {
        let workshop = try Workshop()
        let path = workshop.path("f")
        _ = try DeviceFile.create(path, passphrase: nil)
        let file = try DeviceFile.open(path, passphrase: nil, patience: .milliseconds(50))
        let records = try book("a").records
        let holder = Glibc.open(path + ".lock", O_RDWR)
        #expect(flock(holder, LOCK_EX) == 0)
        #expect(code { try file.update { try $0.add(records[0]) } } == .storeLocked)
        #expect(try file.read().records.isEmpty)
        close(holder)
        try file.update { try $0.add(records[0]) }
        #expect(try file.read().records.count == 1)
    }

    @Test("What a killed writer left behind is gone after the next write, and never read")
    func sweepsUp() throws {
        let workshop = try Workshop()
        let file = try DeviceFile.create(workshop.path("f"), passphrase: nil)
        try workshop.write([1, 2, 3], "f.new", mode: 0o666)
        #expect(try file.read().records.isEmpty)
        let records = try book("a").records
        try file.update { try $0.add(records[0]) }
        #expect(!FileManager.default.fileExists(atPath: workshop.path("f.new")))
        #expect(try workshop.mode("f") == 0o600)
        // A link in its place is not written through.
        try workshop.write([7], "other")
        symlink(workshop.path("other"), workshop.path("f.new"))
        try file.update { try $0.remove(try DeviceName("a")) }
        #expect(try workshop.bytes("other") == [7])
    }

    @Test("A change that fails leaves the file as it was, byte for byte")
    func leavesTheFile_whenTheChangeFails() throws {
        let workshop = try Workshop()
        let file = try DeviceFile.create(workshop.path("f"), passphrase: nil)
        let before = try workshop.bytes("f")
        struct Trouble: Error {}
        #expect(throws: Trouble.self) {
            try file.update { book in
                book = DeviceBook()
                throw Trouble()
            }
        }
        #expect(try workshop.bytes("f") == before)
    }

    @Test("Many at once lose nothing")
    func losesNothing_whenManyWriteAtOnce() throws {
        let workshop = try Workshop()
        let path = workshop.path("f")
        _ = try DeviceFile.create(path, passphrase: nil)
        let failures = LockedCount()
        DispatchQueue.concurrentPerform(iterations: 8) { writer in
            for number in 0..<10 {
                do {
                    let file = try DeviceFile.open(path, passphrase: nil, patience: .seconds(60))
                    let records = try book("\(writer)-\(number)").records
                    try file.update { try $0.add(records[0]) }
                } catch {
                    failures.add()
                }
            }
        }
        #expect(failures.count == 0)
        #expect(try DeviceFile.open(path, passphrase: nil).read().records.count == 80)
    }

    final class LockedCount: @unchecked Sendable {
        private let lock = NSLock()
        private var number = 0
        var count: Int { lock.withLock { number } }
        func add() { lock.withLock { number += 1 } }
    }
}
