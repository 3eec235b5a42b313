extension SecurityV2 {
    /// A time without a zone, to the millisecond: `2021-12-21T13:58:02.899`.
    ///
    /// The documentation does not say which zone is meant; it is read and written as UTC here.
    public struct ZonelessTime: Sendable, Hashable, Comparable, CustomStringConvertible, Codable {
        public let timestamp: Timestamp

        public init(_ timestamp: Timestamp) { self.timestamp = timestamp }

        /// Nil for any other form; up to nine decimals are read.
        public init?(_ text: String) {
            guard let timestamp = Timestamp(text + "Z") else { return nil }
            self.timestamp = timestamp
        }

        public var description: String { String(timestamp.description.dropLast("+00:00".count)) }
        public static func < (a: Self, b: Self) -> Bool { a.timestamp < b.timestamp }

        public init(from decoder: any Decoder) throws {
            guard let time = ZonelessTime(try decoder.singleValueContainer().decode(String.self)) else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "expected a time without a zone, as 2021-12-21T13:58:02.899"))
            }
            self = time
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }
}
