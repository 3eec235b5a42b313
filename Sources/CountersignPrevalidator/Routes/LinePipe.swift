import Synchronization

/// The way of a batch's lines: read ahead to a limit, taken by whoever is free to judge them, all whole lines at once
/// that are there, and answered in their order.
final class LinePipe: Sendable {
    /// Whole lines, and which piece of the body they are.
    struct Piece: Sendable {
        let number: Int
        let bytes: [UInt8]
    }

    /// Bytes of whole lines that are read ahead; enough that a piece of them is worth its way.
    private static let readAhead = 1 << 18
    /// Lines of one piece, whose answers may be longer than they are.
    private static let mostLines = 4096

    private struct State {
        var bytes: [UInt8] = []
        /// Behind the last line end.
        var whole = 0
        /// Whether what comes belongs to a line over the limit, of which enough was kept.
        var isSkipping = false
        var hasEnded = false
        var failure: (any Error)?
        /// Pieces that were taken, and answers that were.
        var (taken, answered) = (0, 0)
        var answers: [Int: [UInt8]] = [:]
        var takers: [CheckedContinuation<Piece?, Never>] = []
        var reader: CheckedContinuation<Void, Never>?
        var writer: CheckedContinuation<Void, Never>?

        var isEmpty: Bool { hasEnded && bytes.isEmpty }
        var isOver: Bool { isEmpty && answered == taken }
    }
    private let lineLimit: Int
    private let mostUnanswered: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - lineLimit: bytes; of a longer line one byte more is kept.
    ///   - width: pieces that are judged at once.
    init(lineLimit: Int, width: Int) {
        self.lineLimit = lineLimit
        mostUnanswered = 2 * width
    }

    // MARK: The body

    /// Takes in a body to its end or its failure.
    func read<Pieces: AsyncSequence>(_ pieces: Pieces) async where Pieces.Element: Collection<UInt8> & Sendable {
        do {
            for try await piece in pieces {
                guard add(piece) else { break }
                await withCheckedContinuation { waitForRoom($0) }
            }
            end(nil)
        } catch {
            end(error)
        }
    }

    /// - Returns: false where nobody wants the rest of the body.
    private func add(_ piece: some Collection<UInt8> & Sendable) -> Bool {
        state.withLock { state in
            if state.hasEnded { return false }
            let start = state.bytes.count
            if state.isSkipping {
                guard let end = piece.firstIndex(of: 0x0A) else { return true }
                state.isSkipping = false
                state.bytes += piece[end...]
            } else {
                state.bytes += piece
            }
            if let last = state.bytes[start...].lastIndex(of: 0x0A) { state.whole = last + 1 }
            // One byte more than may be says enough.
            let surplus = state.bytes.count - state.whole - lineLimit - 1
            if surplus > 0 {
                state.bytes.removeLast(surplus)
                state.isSkipping = true
            }
            serve(&state)
            return true
        }
    }

    private func waitForRoom(_ continuation: CheckedContinuation<Void, Never>) {
        state.withLock { state in
            if state.whole < Self.readAhead || state.hasEnded {
                continuation.resume()
            } else {
                state.reader = continuation
            }
        }
    }

    private func end(_ failure: (any Error)?) {
        state.withLock { state in
            state.hasEnded = true
            state.failure = failure
            state.whole = state.bytes.count
            serve(&state)
            Self.resume(&state.writer)
        }
    }

    /// Nobody wants the answers any more.
    func abandon() {
        state.withLock { state in
            (state.hasEnded, state.bytes, state.whole) = (true, [], 0)
            serve(&state)
            Self.resume(&state.reader)
        }
    }

    // MARK: Whoever judges

    /// The next lines; nil at the end.
    func next() async -> Piece? {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.takers.append(continuation)
                serve(&state)
            }
        }
    }

    func deliver(_ number: Int, _ answer: [UInt8]) {
        state.withLock { state in
            state.answers[number] = answer
            if number == state.answered { Self.resume(&state.writer) }
        }
    }

    /// Gives lines to those who wait for some.
    private func serve(_ state: inout State) {
        while let taker = state.takers.last {
            if state.whole > 0, state.taken - state.answered < mostUnanswered {
                state.takers.removeLast()
                taker.resume(returning: Piece(number: state.taken, bytes: cut(&state)))
                state.taken += 1
                Self.resume(&state.reader)
            } else if state.isEmpty {
                state.takers.removeLast()
                taker.resume(returning: nil)
            } else {
                return
            }
        }
    }

    private func cut(_ state: inout State) -> [UInt8] {
        let end = state.bytes.withUnsafeBufferPointer { bytes in
            LineEnd.after(Self.mostLines, in: UnsafeBufferPointer(rebasing: bytes[..<state.whole]))
        }
        let rest = Array(state.bytes[end...])
        var piece = rest
        swap(&piece, &state.bytes)
        piece.removeSubrange(end...)
        state.whole -= end
        return piece
    }

    // MARK: Whoever answers

    /// The next answer in the order of the body; nil at the end.
    ///
    /// - Throws: what reading the body ended with.
    func answer() async throws -> [UInt8]? {
        while true {
            await withCheckedContinuation { continuation in
                state.withLock { state in
                    if state.answers[state.answered] != nil || state.isOver {
                        continuation.resume()
                    } else {
                        state.writer = continuation
                    }
                }
            }
            let (answer, isOver) = try state.withLock { state -> ([UInt8], Bool) in
                guard let answer = state.answers.removeValue(forKey: state.answered) else {
                    if state.isOver, let failure = state.failure { throw failure }
                    return ([], state.isOver)
                }
                state.answered += 1
                serve(&state)
                return (answer, false)
            }
            if isOver { return nil }
            // Blank lines have none.
            if !answer.isEmpty { return answer }
        }
    }

    private static func resume(_ continuation: inout CheckedContinuation<Void, Never>?) {
        continuation?.resume()
        continuation = nil
    }
}
