/// The branch that serves a person. A verified mobile number is required in all of them. Source: Solaris guide, Mobile
/// number management.
public enum Branch: OpenName {
    case germany, france, italy, spain
    case unknown(String)

    public static let known: [Self] = [.germany, .france, .italy, .spain]

    public var rawValue: String {
        switch self {
        case .germany: "DE"
        case .france: "FR"
        case .italy: "IT"
        case .spain: "ES"
        case .unknown(let raw): raw
        }
    }
}
