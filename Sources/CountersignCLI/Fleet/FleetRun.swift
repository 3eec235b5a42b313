internal import ArgumentParser
internal import CountersignAPI
internal import CountersignDevice
internal import CountersignHarness

/// `countersign fleet run`: a load test, and a test whether a bank answers as it should.
struct FleetRun: Verb {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Have many phones sign, and report every answer that a correct server would not give.",
        discussion: """
            Examples:
              countersign fleet run --devices 20 --mix all
              countersign fleet run --devices 50 --requests 100 --rate 50 --mix honest=9,wrong-key=1 --flow login

            The bank is the one that --url names; without --url a sandbox is started for the run. A sandbox takes a \
            thousand phones in one call. A bank without /_sandbox/, which answers a call there with 401, 403, 404, \
            405, 410, 501 or a redirect, gets documented calls only: for each phone it makes a person and an \
            activation code, and the phone is bound by that. Persons and phones stay there. What such a bank has to \
            know of a person differs: give it with --attributes. A sandbox takes its phones without.

            --mix is honest, all, or parts of each kind. The kinds of mistakes: wrong-key, other-hash, double-hash, \
            raw-rs, bad-der, high-s, stale-challenge, replay, truncated-hex, wrong-purpose, clone.

            Exit code 0: every answer was as expected. 1: some differ, or were not answered. 69: the bank is not \
            reached. 76: it refused to enrol a phone.
            """)

    @Option(help: ArgumentHelp("How many phones (100).", valueName: "count"))
    var devices: Int = 100

    @Option(help: ArgumentHelp("How many signatures in all (one of each phone).", valueName: "count"))
    var requests: Int?

    @Option(help: ArgumentHelp("Signatures begun each second (as fast as it goes).", valueName: "number"))
    var rate: Double?

    @Option(help: ArgumentHelp("Signatures under way at once (32).", valueName: "count"))
    var concurrency: Int = 32

    @Option(help: ArgumentHelp("Which phones are faulty (honest).", valueName: "mix"))
    var mix: RawArgument?

    @Option(help: ArgumentHelp("What is signed: change-request or login.", valueName: "flow"))
    var flow: FleetFlow = .changeRequest

    @Option(
        help: ArgumentHelp(
            "JSON object of what a bank without /_sandbox/ has to know of each person it makes; - is standard input.",
            valueName: "file"),
        completion: .file())
    var attributes: RawArgument?

    @OptionGroup var bankOptions: BankOptions
    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        var plan = FleetPlan(devices: devices, requests: requests)
        (plan.rate, plan.concurrency, plan.flow) = (rate, concurrency, flow)
        if let mix {
            guard let text = mix.text else { throw CLIError(.notUTF8, "--mix: expected UTF-8") }
            plan.mix = try FleetMix(text)
        }
        guard attributes == nil || bankOptions.isGiven else {
            throw CLIError(
                .usage, "--attributes is for a bank's own persons, and no bank was named",
                hint: "give --url or COUNTERSIGN_BANK_URL")
        }
        let person = try attributes.flatMap { Setting("attributes", $0, prefix: "") }?
            .json(PersonAttributes.self, standardInput: reporting.console)
        let bank = try bankOptions.isGiven ? BankFleet(bankOptions.client(), person: person ?? BankFleet.anybody) : nil
        let progress = FleetProgress(total: plan.requests, isShown: !reporting.quiet)
        let report = try BlockingTask.run { [plan] in
            if let bank {
                return try await VirtualFleet.run(plan, against: bank, progress: progress.note)
            }
            return try await TestBank.run(client: "fleet") { bank in
                try await VirtualFleet.run(plan, against: BankFleet(bank.bank), progress: progress.note)
            }
        }
        progress.end()
        try reporting.print(report.text, json: report.json)
        return report.differing == 0 ? .success : .negative
    }
}
