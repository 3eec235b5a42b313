package import CountersignExchange
import FoundationEssentials

/// The one address of the bank behind the proxy, which no request can change.
package struct BankAddress: Sendable {
    /// Without a slash at its end.
    package let text: String
    /// The path that all of the bank's paths begin with.
    private let root: String

    /// - Throws: `BaseAddress.Refusal`, also for a path that the proxy would take for a disguise.
    package init(_ address: String) throws(BaseAddress.Refusal) {
        text = try BaseAddress(address, allowsPlainHTTP: true).text
        root = URL(string: text)?.path ?? ""
        guard url(of: "/v1") != nil, TargetSegments.of(path: root + "/v1") != nil else {
            throw BaseAddress.Refusal(
                description: "address '\(address.prefix(200))': expected a path of plain segments, without escapes")
        }
    }

    /// The URL of a target; nil where the HTTP client would ask for another path than it names, as it would for one
    /// with escapes that are no UTF-8.
    func url(of target: String) -> String? {
        let text = text + target
        guard target.utf8.first == UInt8(ascii: "/"), let url = URL(string: text), !url.path.isEmpty,
            let path = URLComponents(url: url, resolvingAgainstBaseURL: true)?.percentEncodedPath,
            path.utf8.elementsEqual(root.utf8 + target.utf8.prefix { $0 != UInt8(ascii: "?") })
        else { return nil }
        return text
    }

    /// What the bank may take a target for: as it stands, and as the end of the path at the bank.
    func match(_ method: String, _ target: String) -> GuardedEndpoint.Match {
        let names = root.split(separator: "/")
        for count in 0...names.count {
            let beginning = names.suffix(count).map { "/" + $0 }.joined()
            let match = GuardedEndpoint.match(method, beginning + target)
            if match != .other { return match }
        }
        return .other
    }
}
