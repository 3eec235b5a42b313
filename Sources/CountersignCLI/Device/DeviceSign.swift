internal import ArgumentParser
internal import Countersign
internal import CountersignDevice

/// `countersign device sign`: a text to the `signature` field, as the phone's policy and fault say.
struct DeviceSign: Verb {
    static let configuration = CommandConfiguration(
        commandName: "sign",
        abstract: "Sign a text with a phone and print the 'signature' field.",
        discussion: """
            Examples:
              countersign device sign phone --store ada.phones --text 212212 --route binding
              countersign device sign phone --store ada.phones --text "$STRING_TO_SIGN" --fault raw-rs -q
              printf %s "$STRING_TO_SIGN" | countersign device sign phone --store ada.phones

            Exit code 0: signed. 1: the policy, the person or the fingerprint said no. 75: nobody answered.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Option(
        help: ArgumentHelp(
            "Where the text comes from: binding, challenge, change_request or key_addition.", valueName: "route"))
    var route: SigningRequest.Route = .changeRequest

    @OptionGroup var text: TextOptions
    @OptionGroup var signing: SigningOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var input = StandardInput()
        try text.claim(&input)
        try store.access.passphrase.flags.claim(&input)
        let phone = try PhoneInHand(name, in: try store.open(reporting.console), fault: signing.fault)
        let request = SigningRequest(
            try text.challenge(reporting.console), route: route, purpose: signing.purpose, amount: signing.amount,
            subject: try signing.subjectText())
        let answer = try BlockingTask.run { try await phone.device.answer(request) }
        if let fault = answer.fault {
            reporting.console.hint("fault \(fault.rawValue): a correct server answers \(answer.expected)")
        }
        try reporting.print(
            answer.field,
            json: .object([
                ("signature", .string(answer.field)), ("key_id", .string(answer.keyIdentifier.hex)),
                ("fault", .optional(answer.fault?.rawValue)), ("sendings", .integer(answer.sendings)),
                ("expected", .string(answer.expected.description)),
            ]))
        return .success
    }
}
