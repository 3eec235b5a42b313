/// The customer's language setting, which chooses the text of an SMS. Source: Solaris guide, Mobile number management.
public enum Language: OpenName {
    case english, german, french, italian, spanish
    case unknown(String)

    public static let known: [Self] = [.english, .german, .french, .italian, .spanish]

    public var rawValue: String {
        switch self {
        case .english: "en"
        case .german: "de"
        case .french: "fr"
        case .italian: "it"
        case .spanish: "es"
        case .unknown(let raw): raw
        }
    }
}
