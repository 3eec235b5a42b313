/// Which part of a list is asked for: `page[number]` from 1, `page[size]` 10 unless told and 1000 at most.
///
/// Source: Solaris API reference, conventions.
public struct Page: Sendable, Hashable {
    public let number: Int
    public let size: Int

    public static let numberName = "page[number]"
    public static let sizeName = "page[size]"
    public static let defaultSize = 10
    public static let sizeLimit = 1000

    public static let first = Page(uncheckedNumber: 1, size: defaultSize)

    private init(uncheckedNumber number: Int, size: Int) {
        self.number = number
        self.size = size
    }

    /// - Throws: ``CountersignAPIError`` `invalid_value` with the parameter's name in `field`.
    public init(number: Int = 1, size: Int = defaultSize) throws(CountersignAPIError) {
        // The product with the size must stay within an integer.
        guard number >= 1, number <= Int.max / Self.sizeLimit else {
            throw CountersignAPIError(
                .invalidValue, reason: "expected an integer from 1, found \(number)", field: Self.numberName)
        }
        guard (1...Self.sizeLimit).contains(size) else {
            throw CountersignAPIError(
                .invalidValue, reason: "expected 1 to \(Self.sizeLimit), found \(size)", field: Self.sizeName)
        }
        self.init(uncheckedNumber: number, size: size)
    }

    /// Reads the parameters of a query; absent ones have their defaults.
    ///
    /// - Throws: ``CountersignAPIError`` `invalid_value` with the parameter's name in `field`.
    public init(numberText: String?, sizeText: String?) throws(CountersignAPIError) {
        try self.init(
            number: Self.integer(numberText, Self.numberName) ?? 1,
            size: Self.integer(sizeText, Self.sizeName) ?? Self.defaultSize)
    }

    private static func integer(_ text: String?, _ name: String) throws(CountersignAPIError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text) else {
            throw CountersignAPIError(.invalidValue, reason: "expected an integer", field: name)
        }
        return number
    }

    /// How many elements stand before the page.
    public var offset: Int { (number - 1) * size }

    /// The page as a query: `page%5Bnumber%5D=2&page%5Bsize%5D=10`.
    public var query: String {
        FormBody([(Self.numberName, String(number)), (Self.sizeName, String(size))]).text
    }

    /// The number of the last page of so many elements; 1 for an empty list.
    public func lastNumber(total: Int) -> Int {
        let (full, rest) = max(0, total).quotientAndRemainder(dividingBy: size)
        return max(1, rest > 0 ? full + 1 : full)
    }
}
