import ArgumentParser

@main
struct CountersignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "countersign")
}
