/// The headers of a list: `total`, `per-page` and `link`. Source: Solaris API reference, conventions.
public struct PageHeaders: Sendable, Hashable {
    public var total: Int
    public var perPage: Int
    /// Addresses of other pages by their relation (`first`, `prev`, `next`, `last`), as RFC 8288 has it.
    public var links: [Link]

    public static let totalName = "total"
    public static let perPageName = "per-page"
    public static let linkName = "link"

    public struct Link: Sendable, Hashable {
        public var relation: String
        public var target: String

        public init(relation: String, target: String) {
            self.relation = relation
            self.target = target
        }
    }

    public init(total: Int, perPage: Int, links: [Link]) {
        self.total = total
        self.perPage = perPage
        self.links = links
    }

    /// The headers of one page of a list.
    ///
    /// - Parameter path: path of the list, without a query.
    public init(page: Page, total: Int, path: String) {
        let last = page.lastNumber(total: total)
        var numbers = [("first", 1)]
        if page.number > 1 { numbers.append(("prev", min(page.number - 1, last))) }
        if page.number < last { numbers.append(("next", page.number + 1)) }
        numbers.append(("last", last))
        let links = numbers.map { relation, number in
            let query = FormBody([(Page.numberName, String(number)), (Page.sizeName, String(page.size))]).text
            return Link(relation: relation, target: path + "?" + query)
        }
        self.init(total: total, perPage: page.size, links: links)
    }

    /// The value of the `link` header.
    public var link: String { links.map { "<\($0.target)>; rel=\"\($0.relation)\"" }.joined(separator: ", ") }

    /// The address that the `link` header gives for a relation; nil where it has none.
    public static func target(of relation: String, inLink header: String) -> String? {
        for part in header.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            let pieces = part.split(separator: ">", maxSplits: 1)
            guard pieces.count == 2 else { continue }
            let parameters = pieces[1].split { $0 == ";" || $0 == "," }.map { $0.filter { $0 != " " && $0 != "\"" } }
            if parameters.contains("rel=\(relation)") { return String(pieces[0]) }
        }
        return nil
    }
}
