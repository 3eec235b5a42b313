/// One line of the table: what was measured, and how it stands to OpenSSL in the same process.
struct Row: Codable {
    var area: String
    var path: String
    var kernel: String
    var tableBytes = 0
    var keys = 0
    var batch = 1
    /// Median of the rounds, per signature.
    var microseconds: Double
    var opensslMicroseconds: Double
    /// OpenSSL's time by this row's: median and quartiles of the rounds.
    var ratio: Double
    var ratioLow: Double
    var ratioHigh: Double
    var rounds: Int
    /// Per key.
    var buildMicroseconds: Double?

    static func printHeader() {
        Swift.print(
            columns(
                ["path", "kernel", "table", "keys", "batch", "us/sig", "sig/s", "ratio", "quartiles", "OpenSSL us"]))
    }

    func print() {
        Swift.print(
            Self.columns([
                path, kernel, tableBytes == 0 ? "-" : "\(tableBytes)", keys == 0 ? "-" : "\(keys)", "\(batch)",
                fixed(microseconds, 3), "\(Int(1e6 / microseconds))", fixed(ratio, 2),
                "\(fixed(ratioLow, 2))-\(fixed(ratioHigh, 2))", fixed(opensslMicroseconds, 1),
            ]))
    }

    private static func columns(_ cells: [String]) -> String {
        let widths = [-22, -12, 6, 7, 6, 9, 9, 7, 13, 10]
        return zip(cells, widths).map { cell, width in
            let padding = String(repeating: " ", count: max(0, abs(width) - cell.utf8.count))
            return width < 0 ? cell + padding : padding + cell
        }.joined(separator: " ")
    }
}

/// A figure of the project: printed last, one per line.
struct Figure: Codable {
    let name: String
    let value: Double
    let unit: String

    func print() {
        let digits = unit == "records/s" ? 0 : 2
        Swift.print("figure \(name) \(fixed(value, digits)) \(unit)")
    }
}

/// A figure of the project that this run does not give.
struct UnmeasuredFigure: Codable {
    let name: String
    let reason: String

    func print() { Swift.print("no figure \(name): \(reason)") }
}

/// A number with a fixed number of decimals.
func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "-" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((value.magnitude * scale).rounded())
    let sign = value < 0 ? "-" : ""
    guard digits > 0 else { return "\(sign)\(scaled)" }
    let fraction = String(scaled % Int(scale))
    return "\(sign)\(scaled / Int(scale))." + String(repeating: "0", count: digits - fraction.utf8.count) + fraction
}
