public import CountersignDevice

/// How many phones of a fleet are honest, and what the others do wrong, as parts of a whole.
public struct FleetMix: Sendable, Hashable, CustomStringConvertible {
    /// One kind of phone and its part; nil is an honest one.
    public struct Share: Sendable, Hashable {
        public let fault: DeviceFault?
        public let parts: Int
    }

    public let shares: [Share]

    /// Honest phones only.
    public static let honest = FleetMix([Share(fault: nil, parts: 1)])
    /// As many honest phones as faulty ones, and of every fault the same number.
    public static let everyFault = FleetMix(
        [Share(fault: nil, parts: DeviceFault.allCases.count)] + DeviceFault.allCases.map { Share(fault: $0, parts: 1) }
    )

    private init(_ shares: [Share]) { self.shares = shares }

    /// `honest`, `all`, or parts as `honest=90,wrong-key=5,replay=5`.
    ///
    /// - Throws: ``HarnessError`` `plan`.
    public init(_ text: String) throws(HarnessError) {
        switch text {
        case "honest": self = .honest
        case "all": self = .everyFault
        default:
            var shares: [Share] = []
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
                let fault = sides.first.flatMap(DeviceFault.init)
                guard sides.count == 2, fault != nil || sides[0] == "honest", let parts = Self.parts(sides[1]),
                    !shares.contains(where: { $0.fault == fault })
                else {
                    throw HarnessError(
                        .plan,
                        "expected honest, all, or each kind once with its parts as honest=9,wrong-key=1, "
                            + "found '\(part)'")
                }
                shares.append(Share(fault: fault, parts: parts))
            }
            self.init(shares)
        }
    }

    private static func parts(_ text: String) -> Int? {
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let number = Int(text),
            (1...1_000_000).contains(number)
        else { return nil }
        return number
    }

    /// The kinds of `count` phones: exact parts, evenly spread, the same each time.
    func kinds(_ count: Int) -> [DeviceFault?] {
        let whole = shares.reduce(0) { $0 + $1.parts }
        var owed = shares.map { _ in 0 }
        return (0..<count).map { _ in
            for index in shares.indices { owed[index] += shares[index].parts }
            let next = owed.indices.max { owed[$0] < owed[$1] } ?? 0
            owed[next] -= whole
            return shares[next].fault
        }
    }

    /// What ``init(_:)`` reads.
    public var description: String {
        shares.map { "\($0.fault?.rawValue ?? "honest")=\($0.parts)" }.joined(separator: ",")
    }
}
