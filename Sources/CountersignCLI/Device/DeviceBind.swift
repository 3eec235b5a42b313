internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient
internal import CountersignDevice
internal import CountersignHarness
internal import CountersignPrimitives

/// `countersign device bind`: makes a phone known to the bank.
struct DeviceBind: Verb {
    static let configuration = CommandConfiguration(
        commandName: "bind",
        abstract: "Bind a phone to a person at the bank.",
        discussion: """
            Examples:
              countersign device bind new --store ada.phones --person ada --inbox +491512345678
              countersign device bind new --store ada.phones --person ada --code 212212

            The bank sends the person a code by SMS, and the phone signs it. Without --code and --inbox you are asked \
            for it on the terminal; '--code -' reads it from standard input once the bank has sent it. --inbox reads \
            it from the sandbox's SMS inbox of the number.

            Where the bank's answer was lost, bind again: a phone that the bank has bound after all is taken as bound.

            Exit code 0: bound. 1: refused. 69: not reached. 76: the bank refused the call or answered garbage.
            """)

    @Argument(help: ArgumentHelp("The phone.", valueName: "name"))
    var name: RawArgument

    @Option(help: ArgumentHelp("The person's id at the bank.", valueName: "id"))
    var person: RawArgument

    @Option(help: ArgumentHelp("The code of the SMS or of the letter, or '-' for standard input.", valueName: "code"))
    var code: RawArgument?

    @Option(help: ArgumentHelp("Read the code from the sandbox's inbox of this number.", valueName: "number"))
    var inbox: RawArgument?

    @Flag(help: "The code is an activation code that came by letter.")
    var activationCode = false

    @Option(help: ArgumentHelp("Make this mistake once, instead of the phone's own.", valueName: "fault"))
    var fault: DeviceFault?

    @OptionGroup var store: StoreOptions
    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard code == nil || inbox == nil else { throw ValidationError("give --code or --inbox, not both") }
    }

    private var isCodeFromInput: Bool { code?.isDash == true }

    func perform() throws -> ExitStatus {
        var input = StandardInput()
        if isCodeFromInput { try input.claim(for: "the code") }
        try store.access.passphrase.flags.claim(&input)
        guard code != nil || inbox != nil || TerminalPrompt.isPossible else {
            throw CLIError(.usage, "no code was given", hint: "give it by --code or --inbox, or pass --code -")
        }
        guard let person = person.text else { throw CLIError(.notUTF8, "--person: expected UTF-8") }
        let phone = try PhoneInHand(name, in: try store.open(reporting.console), fault: fault)
        let bank = try bankOptions.client()
        let address = bankOptions.address
        let report = try BlockingTask.run {
            try await ConnectedPhone(phone.device, at: bank).bind(
                to: Identifier(person), challengeType: activationCode ? .activationCode : nil, address: address
            ) { _ in try await readCode(bank) }
        }
        return try report.printed(reporting, done: "bound")
    }

    private func readCode(_ bank: BankClient) async throws -> String {
        if let inbox {
            guard let code = try await bank.sandbox.message(to: inbox.text).otp else {
                throw CLIError(CLIError.Code("no_code", .refused), "the newest SMS of the inbox has no code")
            }
            return code
        }
        let bytes: [UInt8] =
            if isCodeFromInput {
                try StandardInput.read(limit: 4096, role: "the code", console: reporting.console).copy
            } else if let code {
                code.bytes
            } else {
                try TerminalQuestion.line("Code of the SMS: ")
            }
        guard let text = String(validating: FinalNewline.dropped(from: bytes), as: UTF8.self) else {
            throw CLIError(.notUTF8, "the code: expected UTF-8")
        }
        return text
    }
}
