/// How far a fleet has come, on a terminal only.
struct FleetProgress: Sendable {
    private let total: Int
    private let isShown: Bool

    init(total: Int, isShown: Bool) {
        self.total = total
        self.isShown = isShown && Descriptor.standardError.isTerminal
    }

    var note: @Sendable (Int) -> Void {
        { [self] done in
            guard isShown, done % max(1, total / 100) == 0 else { return }
            _ = Descriptor.standardError.writeAll(Array("\r\(done) of \(total)".utf8))
        }
    }

    func end() {
        if isShown { _ = Descriptor.standardError.writeAll(Array("\r\u{1B}[K".utf8)) }
    }
}
