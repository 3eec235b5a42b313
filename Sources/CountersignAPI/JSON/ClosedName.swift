/// An enumerated value of this project's own, which does not grow by itself: a name that it does not have is refused,
/// with those that it has.
public protocol ClosedName: RawRepresentable<String>, CaseIterable, Codable, Sendable {}

extension ClosedName {
    public init(from decoder: any Decoder) throws {
        let name = try decoder.singleValueContainer().decode(String.self)
        guard let value = Self(rawValue: name) else {
            let names = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected one of \(names), found \"\(name.prefix(40))\""))
        }
        self = value
    }
}
