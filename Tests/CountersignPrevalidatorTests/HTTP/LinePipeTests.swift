import CountersignTestSupport
import Testing

@testable import CountersignPrevalidator

@Suite("The lines of a batch on their way") struct LinePipeTests {
    /// Sends pieces through a pipe whose workers answer with what they were given, each after a while of its own.
    private func pass(
        _ pieces: [[UInt8]], width: Int = 3, limit: Int = 1000, failing: (any Error)? = nil
    ) async throws -> [UInt8] {
        let pipe = LinePipe(lineLimit: limit, width: width)
        let body = AsyncThrowingStream<[UInt8], any Error> { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish(throwing: failing)
        }
        async let work: Void = withTaskGroup(of: Void.self) { group in
            group.addTask { await pipe.read(body) }
            for _ in 0..<width {
                group.addTask {
                    while let piece = await pipe.next() {
                        for _ in 0..<Int.random(in: 0..<20) { await Task.yield() }
                        pipe.deliver(piece.number, piece.bytes)
                    }
                }
            }
        }
        var received: [UInt8] = []
        do {
            while let answer = try await pipe.answer() { received += answer }
        } catch {
            pipe.abandon()
            await work
            throw error
        }
        await work
        return received
    }

    @Test("whatever the pieces, every line goes through once and in its place")
    func keepsTheOrder_whateverThePieces() async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("line pipe: seed \(seed)")
        var random = SeededRandom(seed: seed)
        for round in 0..<60 {
            var body: [UInt8] = []
            for line in 0..<Int(random.next() % 3000) {
                body += Array("\(line) \(String(repeating: "x", count: Int(random.next() % 300)))".utf8)
                body.append(0x0A)
                if random.next() % 7 == 0 { body.append(0x0A) }
            }
            if round % 2 == 0 { body += Array("the last line has no end".utf8) }
            var pieces: [[UInt8]] = []
            var rest = body[...]
            while !rest.isEmpty {
                let count = 1 + Int(random.next() % (round % 3 == 0 ? 40 : 70_000))
                pieces.append(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            }
            #expect(try await pass(pieces, width: 1 + round % 4) == body, "round \(round)")
        }
    }

    @Test("pieces have whole lines, and not more than so many")
    func cutsAtLines() async throws {
        let pipe = LinePipe(lineLimit: 100, width: 8)
        let body = AsyncStream<[UInt8]> { continuation in
            continuation.yield([UInt8](repeating: 0x0A, count: 10_000) + Array("half".utf8))
            continuation.finish()
        }
        await pipe.read(body)
        var counts: [Int] = []
        while let piece = await pipe.next() { counts.append(piece.bytes.count) }
        #expect(counts == [4096, 4096, 1812])
    }

    @Test("of a line over the limit one byte more is kept, whatever the pieces, and the lines around it are whole")
    func keepsNoMore_whenALineIsTooLong() async throws {
        let (one, two) = (Array("one\n".utf8), Array("two\n".utf8))
        for length in [999, 1000, 1001, 1002, 5000] {
            for size in [1, 7, 300, 1000, 1001, 1002, 10_000] {
                let body = one + [UInt8](repeating: 0x61, count: length) + [0x0A] + two
                let pieces = stride(from: 0, to: body.count, by: size).map { Array(body[$0...].prefix(size)) }
                let lines = try await pass(pieces).split(separator: 0x0A)
                #expect(lines.count == 3 && lines[0] == one.dropLast() && lines[2] == two.dropLast())
                // A line that came in one piece with its end needs no cutting.
                #expect(length <= 1001 ? lines[1].count == length : lines[1].count > 1000, "\(length), \(size)")
            }
        }
    }

    @Test("a body that fails is answered as far as it came, and the failure is told")
    func tellsTheFailure() async throws {
        struct Gone: Error {}
        await #expect(throws: Gone.self) { try await pass([Array("one\n".utf8)], failing: Gone()) }
    }

    @Test("who abandons it sets everybody free, also when nobody reads the answers")
    func setsEverybodyFree_whenItIsAbandoned() async throws {
        let pipe = LinePipe(lineLimit: 1000, width: 1)
        let body = AsyncStream<[UInt8]> { continuation in
            for _ in 0..<1000 { continuation.yield([UInt8](repeating: 0x0A, count: 10_000)) }
            continuation.finish()
        }
        async let work: Void = withTaskGroup(of: Void.self) { group in
            group.addTask { await pipe.read(body) }
            group.addTask { while let piece = await pipe.next() { pipe.deliver(piece.number, [0x61]) } }
        }
        // One answer is taken, the others are not.
        #expect(try await pipe.answer() == [0x61])
        pipe.abandon()
        await work
    }

    @Test("plain text ends where a byte is none, at every place and for every byte")
    func findsTheEndOfPlainText() {
        var trials = 0
        for length in 0..<40 {
            for place in 0..<length {
                for byte in UInt8.min ... .max {
                    var bytes = [UInt8](repeating: 0x7E, count: length)
                    bytes[place] = byte
                    let isPlain = byte >= 0x20 && byte < 0x80 && byte != 0x22 && byte != 0x5C
                    let end = bytes.withUnsafeBufferPointer { PlainText.end(in: $0, from: 0) }
                    if end != (isPlain ? length : place) { Issue.record("byte \(byte) at \(place) of \(length)") }
                    trials += 1
                }
            }
        }
        #expect(trials == 256 * 780)
    }
}
