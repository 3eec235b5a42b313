internal import ArgumentParser

/// `countersign change-request`: what waits for a customer's authorization.
struct ChangeRequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "change-request",
        abstract: "Read, authorize and confirm change requests of the bank or the sandbox.",
        discussion: """
            Examples:
              countersign change-request get "$ID"
              countersign change-request wait "$ID" --attempts 1 --until AUTHORIZATION_REQUIRED

            Which bank, and as whom: --url and --client-id, or the variables COUNTERSIGN_BANK_URL, \
            COUNTERSIGN_BANK_CLIENT_ID and COUNTERSIGN_BANK_CLIENT_SECRET. Secrets come from a variable or a file.
            """,
        subcommands: [
            ChangeRequestGet.self, ChangeRequestList.self, ChangeRequestAuthorize.self, ChangeRequestConfirm.self,
            ChangeRequestWait.self,
        ])

    func run() throws {
        throw ValidationError("no command was given: get, list, authorize, confirm or wait")
    }
}
