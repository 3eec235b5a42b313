/// Where the switches of a service come from: the option, else the variable, else the settings file.
final class SettingSources {
    private let prefix: String
    private let file: SettingsFile?
    private var asked: Set<String> = ["config"]

    /// - Parameters:
    ///   - config: The option that names the settings file; its variable may do so too.
    ///   - prefix: What the names of the command's variables begin with.
    /// - Throws: what reading the file throws.
    init(config: RawArgument?, prefix: String) throws(CLIError) {
        self.prefix = prefix
        let named = Setting("config", config, prefix: prefix)
        file = try named.map { setting throws(CLIError) in try setting.settingsFile() }
    }

    /// A switch as it was given; nil where it was not.
    func setting(_ name: String, _ option: RawArgument?) throws(CLIError) -> Setting? {
        asked.insert(name)
        if let given = Setting(name, option, prefix: prefix) { return given }
        guard let file, let text = try file.text(name) else { return nil }
        return Setting(name, text: text, in: file)
    }

    /// Whether a flag is set; a variable and a file say `1`, `true`, `0` or `false`.
    func isOn(_ name: String, _ flag: Bool) throws(CLIError) -> Bool {
        let setting = try setting(name, nil)
        if flag { return true }
        return try setting?.flag() ?? false
    }

    /// Puts a number in place of the default where one was given.
    func set<Number: FixedWidthInteger>(
        _ value: inout Number, _ name: String, _ option: RawArgument?, _ range: ClosedRange<Number>
    ) throws(CLIError) {
        if let number = try setting(name, option)?.number(Number.self, range) { value = number }
    }

    /// To be called when every switch was asked for.
    ///
    /// - Throws: `configuration` where the file names a switch that there is not.
    func finish() throws(CLIError) {
        guard let file, let strange = file.names.first(where: { !asked.contains($0) }) else { return }
        throw CLIError(.configuration, "\(file.origin): the file at \(PrintableText.of(Array(strange.utf8))): unknown")
    }
}
