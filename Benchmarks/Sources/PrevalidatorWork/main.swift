import Countersign
import CountersignBatch

#if canImport(Glibc)
    import Glibc
#endif

// Writes what the load client posts to a pre-validator, or measures the batch verifier alone on the same signatures.
//
// Usage: PrevalidatorWork make FOLDER NAME CHECKS KEYS     keys.ndjson, NAME-challenges.ndjson, NAME-checks.ndjson
//        PrevalidatorWork bare CHECKS KEYS                 prints signatures per second

func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else {
        print("cannot write \(path)")
        exit(74)
    }
    defer { fclose(file) }
    _ = text.withCString { fwrite($0, 1, text.utf8.count, file) }
}

func text(_ name: String, _ number: Int) -> String { "9f1d3a9c-7f1e-4b51-9b0a-\(name)-\(number)" }

/// The same keys in each call: the checks of several files are of one set of devices.
func keys(_ count: Int) throws -> [SigningKey] {
    try (1...count).map { number in
        let scalar = (0..<4).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        return try SigningKey(scalar: [UInt8](repeating: 0x42, count: 28) + scalar)
    }
}

func make(_ folder: String, _ name: String, _ count: Int, _ keys: [SigningKey]) throws {
    var (enrolments, challenges, checks) = ("", "", "")
    for (index, key) in keys.enumerated() {
        enrolments +=
            #"{"device_id":"device-\#(index)","key_id":"key-\#(index)","key":"\#(key.verifyingKey.hexPoint)"}"# + "\n"
    }
    for number in 0..<count {
        let device = number % keys.count
        let id = "\(name)-\(number)"
        let field = try keys[device].signature(for: Challenge(text(name, number))).field
        challenges +=
            #"{"challenge_id":"\#(id)","device_id":"device-\#(device)","text":"\#(text(name, number))","lifetime_seconds":3600}"#
            + "\n"
        checks += #"{"challenge_id":"\#(id)","key_id":"key-\#(device)","signature":"\#(field)"}"# + "\n"
    }
    write(enrolments, to: folder + "/keys.ndjson")
    write(challenges, to: folder + "/\(name)-challenges.ndjson")
    write(checks, to: folder + "/\(name)-checks.ndjson")
}

func bare(_ count: Int, _ keys: [SigningKey]) async throws {
    let verifier = try BatchVerifier()
    let handles = try keys.enumerated().map { try verifier.enrol($1.verifyingKey, id: "key-\($0)") }
    var batch = Batch(minimumCapacity: count)
    for number in 0..<count {
        let challenge = Challenge(text("bare", number))
        let field = try keys[number % keys.count].signature(for: challenge).field
        batch.append(BatchItem(key: handles[number % keys.count], challenge: challenge, signature: field))
    }
    var best = 0.0
    for _ in 0..<7 {
        let start = ContinuousClock.now
        let verdicts = try await verifier.verify(batch)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard verdicts.allSatisfy(\.isValid) else { exit(1) }
        best = max(best, Double(count) / seconds)
    }
    print("bare \(Int(best))")
}

let words = CommandLine.arguments
if words.count == 6, words[1] == "make", let count = Int(words[4]), let number = Int(words[5]) {
    try make(words[2], words[3], count, try keys(number))
} else if words.count == 4, words[1] == "bare", let count = Int(words[2]), let number = Int(words[3]) {
    try await bare(count, try keys(number))
} else {
    print("usage: PrevalidatorWork make FOLDER NAME CHECKS KEYS | bare CHECKS KEYS")
    exit(64)
}
