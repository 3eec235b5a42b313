/// What a family of metrics measures; decides its suffix and its `# TYPE`.
enum PrometheusKind: Sendable {
    case counter
    case gauge
    case histogram
    case secondsHistogram

    var typeName: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram, .secondsHistogram: "histogram"
        }
    }
}

/// Names as Prometheus' data model allows them. Frameworks report `http.route` and the like: dots are not valid.
enum PrometheusName {
    static func metric(_ label: String, kind: PrometheusKind) -> String {
        var name = sanitized(label, alsoAllowed: ":")
        switch kind {
        case .counter where !name.hasSuffix("_total"): name += "_total"
        case .secondsHistogram where !name.hasSuffix("_seconds"): name += "_seconds"
        default: break
        }
        return name
    }

    /// `{a="1",b="2"}` in alphabetical order of names, or nothing.
    static func labels(_ dimensions: [(String, String)]) -> String {
        if dimensions.isEmpty { return "" }
        let pairs = dimensions.map { (sanitized($0.0, alsoAllowed: nil), escaped($0.1)) }.sorted { $0.0 < $1.0 }
        return "{" + pairs.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",") + "}"
    }

    private static func sanitized(_ name: String, alsoAllowed: Unicode.Scalar?) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
            let isDigit = ("0"..."9").contains(scalar)
            if isDigit, result.isEmpty { result = "_" }
            result.unicodeScalars.append(isLetter || isDigit || scalar == alsoAllowed ? scalar : "_")
        }
        return result.isEmpty ? "_" : result
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
