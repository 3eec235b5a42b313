import CoreMetrics
import Synchronization

/// Counts what the services report through swift-metrics and writes it in Prometheus' text format 0.0.4.
///
/// No maintained back end for swift-metrics is at hand without a large dependency, and this is all that a scrape needs.
public final class PrometheusRegistry: Sendable {
    struct Key: Hashable {
        let name: String
        let labels: String
    }
    struct Family {
        var kind: PrometheusKind
        var cells: [String: any PrometheusCell] = [:]
    }

    private let families = Mutex<[String: Family]>([:])
    private let buckets: [Double]

    /// - Parameter buckets: Upper bounds of histogram buckets, ascending, in seconds for timers.
    public init(buckets: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]) {
        self.buckets = buckets
    }

    /// One cell for each name and label set; a name that is already another kind gets a suffix rather than a wrong type.
    func cell<Cell: PrometheusCell>(
        _ kind: PrometheusKind, label: String, dimensions: [(String, String)], make: () -> Cell
    ) -> Cell {
        let name = PrometheusName.metric(label, kind: kind)
        let labels = PrometheusName.labels(dimensions)
        return families.withLock { families in
            var family = families[name] ?? Family(kind: kind)
            if let known = family.cells[labels] as? Cell { return known }
            let cell = make()
            if family.kind == kind { family.cells[labels] = cell }
            families[name] = family
            return cell
        }
    }

    func histogram(_ label: String, _ dimensions: [(String, String)], seconds: Bool) -> PrometheusHistogram {
        cell(seconds ? .secondsHistogram : .histogram, label: label, dimensions: dimensions) {
            PrometheusHistogram(bounds: buckets)
        }
    }

    /// The text of one scrape: families and label sets in alphabetical order.
    public func exposition() -> String {
        let snapshot = families.withLock { $0 }
        var text = ""
        for (name, family) in snapshot.sorted(by: { $0.key < $1.key }) where !family.cells.isEmpty {
            text += "# TYPE \(name) \(family.kind.typeName)\n"
            for (labels, cell) in family.cells.sorted(by: { $0.key < $1.key }) {
                cell.write(name: name, labels: labels, to: &text)
            }
        }
        return text
    }
}
