/// The rules by which signatures are judged.
public struct PrevalidatorPolicy: Sendable {
    /// Wrong signatures that end a challenge.
    public var attemptsPerChallenge = 3
    /// Wrong signatures of one device within ``deviceWindow`` that lock it out until the window has passed.
    public var attemptsPerDevice = 30
    public var deviceWindow = Duration.seconds(3600)
    /// How long a challenge lives where nothing else is said.
    public var challengeLifetime = Duration.seconds(300)
    /// The longest that a challenge may be asked to live.
    public var longestLifetime = Duration.seconds(86_400)
    /// How long a challenge is remembered after its end, so that a late answer is told why it is refused.
    public var retention = Duration.seconds(3600)
    /// Bytes of a text to be signed.
    public var textLengths = 1...4096
    /// Whether texts may hold control characters other than line ends and tabs.
    public var allowsControlCharacters = false
    /// The key purpose that an operation asks for, as `["transfer": "restricted"]`. Operations that are not named here
    /// are refused, unless none is named at all: then each takes any key.
    public var purposeOfOperation: [String: String] = [:]

    public init() {}

    /// - Throws: ``PrevalidatorError`` `invalid_value` for an operation that is not named, whose key purpose nobody
    ///   can tell.
    func purpose(of operation: String?) throws(PrevalidatorError) -> String? {
        guard let operation, !purposeOfOperation.isEmpty else { return nil }
        if let purpose = purposeOfOperation[operation] { return purpose }
        throw PrevalidatorError(
            .invalidValue, "expected an operation whose key purpose is set, or none", field: "operation")
    }

    /// Why a text may not be signed; nil when it may.
    ///
    /// - Parameter text: UTF-8.
    func refusal(ofText text: [UInt8]) -> String? {
        let count = text.count
        guard textLengths.contains(count) else {
            return "expected a text of \(textLengths.lowerBound) to \(textLengths.upperBound) bytes, found \(count)"
        }
        if allowsControlCharacters { return nil }
        for byte in text where (byte < 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) || byte == 0x7F {
            return "expected a text without control characters, found byte \(byte)"
        }
        return nil
    }
}
