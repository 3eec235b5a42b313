import Countersign
import CountersignDevice
import Foundation

/// `PhoneBench sign SECONDS`: signatures a second of one phone, policy and journal included. As `openssl speed` does,
/// it counts the time that the process computed; unlike it, what the system computed for the process, too.
/// `PhoneBench fleet COUNT`: megabytes that so many phones take, each with a key.
let arguments = CommandLine.arguments

func residentKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
}

/// POSIX counts a million to the second.
func secondsComputed() -> Double { Double(clock()) / 1_000_000 }

do {
    guard arguments.count == 3, let number = Int(arguments[2]), number > 0 else {
        print("usage: PhoneBench sign SECONDS | fleet COUNT")
        exit(64)
    }
    switch arguments[1] {
    case "sign":
        let phone = try VirtualDevice()
        var count = 0
        for _ in 0..<500 { _ = try await phone.answer(SigningRequest("warm up")) }
        let start = secondsComputed()
        var now = start
        while now < start + Double(number) {
            for text in 0..<100 { _ = try await phone.answer(SigningRequest(Challenge(String(count + text)))) }
            count += 100
            now = secondsComputed()
        }
        print(Int(Double(count) / (now - start)))
    case "fleet":
        let before = try residentKilobytes()
        let phones = try (0..<number).map { _ in try VirtualDevice() }
        let after = try residentKilobytes()
        _ = try await phones[number - 1].answer(SigningRequest("alive"))
        print((after - before) / 1024)
    default:
        print("usage: PhoneBench sign SECONDS | fleet COUNT")
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("PhoneBench: \(error)\n".utf8))
    exit(70)
}
