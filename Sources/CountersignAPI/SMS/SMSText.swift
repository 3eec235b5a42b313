/// One text in one language, with the places of its variables marked.
public struct SMSText: Sendable, Hashable {
    public let template: SMSTemplate
    /// The language of the text itself.
    public let language: Language
    let parts: [Part]

    enum Part: Sendable, Hashable {
        case literal(String)
        case variable(String)
    }

    /// The text for a customer's language. A language in which the guide has no text, or one that is not known, falls
    /// back to English.
    public init(_ template: SMSTemplate, in language: Language) {
        let own = Self.texts(of: language)?[template]
        self.template = template
        self.language = own == nil ? .english : language
        parts = Self.split(own ?? EnglishTexts.all[template] ?? "")
    }

    /// Languages of the SMS that binds a device; in others it comes in English. Source: Solaris API reference, Device
    /// binding.
    public static let bindingLanguages: [Language] = [.german, .english, .french]

    /// Every text that the guide has: 17 use cases in 5 languages, but for two that are missing.
    public static let all: [SMSText] = Language.known.flatMap { language in
        SMSTemplate.allCases.map { SMSText($0, in: language) }.filter { $0.language == language }
    }

    private static func texts(of language: Language) -> [SMSTemplate: String]? {
        switch language {
        case .english: EnglishTexts.all
        case .german: GermanTexts.all
        case .french: FrenchTexts.all
        case .italian: ItalianTexts.all
        case .spanish: SpanishTexts.all
        case .unknown: nil
        }
    }

    private static func split(_ text: String) -> [Part] {
        text.split(separator: "{", omittingEmptySubsequences: false).enumerated().flatMap { index, piece -> [Part] in
            guard index > 0, let end = piece.firstIndex(of: "}") else { return [.literal(String(piece))] }
            return [.variable(String(piece[..<end])), .literal(String(piece[piece.index(after: end)...]))]
        }.filter { $0 != .literal("") }
    }

    /// The text with its variables filled.
    ///
    /// - Parameter values: by the names of ``SMSTemplate/variables``; others are ignored.
    /// - Throws: ``CountersignAPIError`` `missing_field` with the variable's name.
    public func render(_ values: [String: String]) throws(CountersignAPIError) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let name):
                guard let value = values[name] else {
                    throw CountersignAPIError(
                        .missingField, reason: "the SMS \(template.rawValue) needs it", field: name)
                }
                text += value
            }
        }
        return text
    }
}
