internal import ArgumentParser
internal import CountersignAPI
internal import CountersignClient

/// `countersign change-request list`: those of a person or a business.
struct ChangeRequestList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the change requests of a person or a business, the newest first.",
        discussion: """
            Examples:
              countersign change-request list --person "$PERSON"
              countersign change-request list --person "$PERSON" --page 1 --size 100 --json

            Prints id, status and time of each, one a line.
            """)

    @Option(help: ArgumentHelp("Id of the person.", valueName: "id"))
    var person: RawArgument?
    @Option(help: ArgumentHelp("Id of the business.", valueName: "id"))
    var business: RawArgument?
    @Option(help: ArgumentHelp("Which page, from 1.", valueName: "number"))
    var page: RawArgument?
    @Option(help: ArgumentHelp("How many on a page (10), 1000 at most.", valueName: "count"))
    var size: RawArgument?

    @OptionGroup var bank: BankOptions
    @OptionGroup var reporting: ReportOptions

    func validate() throws {
        guard (person == nil) != (business == nil) else { throw ValidationError("give --person or --business") }
    }

    func perform() throws -> ExitStatus {
        let client = try bank.client()
        let (person, business) = (try self.person?.identifier("--person"), try self.business?.identifier("--business"))
        let page = try wantedPage()
        let list = try BlockingTask.run { () -> ListPage<ChangeRequest> in
            guard let person else { return try await client.changeRequests(ofBusiness: business ?? "", page) }
            return try await client.changeRequests(ofPerson: person, page)
        }
        try print(list)
        return .success
    }

    private func wantedPage() throws(CLIError) -> Page {
        do {
            return try Page(numberText: try page?.utf8("--page"), sizeText: try size?.utf8("--size"))
        } catch let error as CountersignAPIError {
            throw CLIError(.usage, "\(error.field == Page.sizeName ? "--size" : "--page"): \(error.reason)")
        } catch let error as CLIError {
            throw error
        } catch {
            throw CLIError(.internalFault, String(describing: error))
        }
    }

    private func print(_ list: ListPage<ChangeRequest>) throws(CLIError) {
        var elements: [JSON] = []
        for request in list.elements { elements.append(try WireText.json(request)) }
        let document = JSON.object([
            ("change_requests", .array(elements)), ("total", list.total.map(JSON.integer) ?? .null),
            ("has_next", .bool(list.hasNext)),
        ])
        if reporting.json { return try Console.print(document.rendered) }
        for request in list.elements {
            let line = [request.id.text, request.status.rawValue, request.updatedAt?.description ?? "-"]
                .map { PrintableText.of($0, keepingNewlines: false) }.joined(separator: "  ")
            try Console.print(line)
        }
        if list.hasNext { reporting.console.hint("there are more; --page and --size choose which") }
    }
}
