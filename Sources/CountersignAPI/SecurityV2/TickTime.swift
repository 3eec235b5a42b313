extension SecurityV2 {
    /// A time to a tenth of a microsecond with its offset: `2021-06-07T09:13:44.6402008+05:30`, the form of `.issued`
    /// and `.expires`.
    public struct TickTime: Sendable, Hashable, CustomStringConvertible, Codable {
        /// The moment to the millisecond.
        public let timestamp: Timestamp
        /// Tenths of a microsecond behind the millisecond, 0 to 9 999.
        public let ticks: Int
        /// Minutes that the written time is ahead of UTC.
        public let offset: Int

        /// A whole millisecond in UTC.
        public init(_ timestamp: Timestamp) {
            self.timestamp = timestamp
            ticks = 0
            offset = 0
        }

        /// Nil for any other form.
        public init?(_ text: String) {
            let bytes = Array(text.utf8)
            guard bytes.count == 33, bytes[19] == UInt8(ascii: "."), bytes[30] == UInt8(ascii: ":"),
                let timestamp = Timestamp(text), let ticks = Self.number(bytes[23..<27]),
                let hours = Self.number(bytes[28..<30]), let minutes = Self.number(bytes[31..<33])
            else { return nil }
            self.timestamp = timestamp
            self.ticks = ticks
            offset = (bytes[27] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
        }

        private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
            digits.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: digits, as: UTF8.self)) : nil
        }

        public var description: String {
            let local = timestamp.adding(seconds: Int64(offset) * 60).description.dropLast("+00:00".count)
            return local + Timestamp.digits(ticks, 4) + (offset < 0 ? "-" : "+")
                + Timestamp.digits(abs(offset) / 60, 2) + ":" + Timestamp.digits(abs(offset) % 60, 2)
        }

        public init(from decoder: any Decoder) throws {
            guard let time = TickTime(try decoder.singleValueContainer().decode(String.self)) else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath,
                        debugDescription: "expected a time as 2021-06-07T09:13:44.6402008+05:30"))
            }
            self = time
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }
}
