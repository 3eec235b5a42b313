internal import CountersignAPI
internal import CountersignPrimitives

/// The switches of a settings file: a JSON object whose members are named like the options.
struct SettingsFile {
    /// The option or variable that named the file.
    let origin: String
    private let members: [String: JSONValue]

    /// - Throws: what reading a file throws, and `configuration` for anything but a JSON object.
    init(_ file: RawArgument, origin: String) throws(CLIError) {
        self.origin = origin
        let content = try InputFile.read(file, limit: 1 << 20, role: origin)
        let object: JSONObject?
        do {
            object = try WireJSON.parse(content.content.copy).objectValue
        } catch {
            throw CLIError(.configuration, "\(origin): the file: \(error.reason)")
        }
        guard let object else { throw CLIError(.configuration, "\(origin): the file: expected a JSON object") }
        members = Dictionary(object.members.map { ($0.name, $0.value) }) { first, _ in first }
    }

    var names: [String] { members.keys.sorted() }

    /// What the file says of a switch, as it would stand behind the option; nil where it says nothing.
    ///
    /// - Throws: `configuration` for a value that can be none.
    func text(_ name: String) throws(CLIError) -> String? {
        guard let value = members[name] else { return nil }
        switch value {
        case .null: return nil
        case .string(let text): return text
        case .number(let number): return number.text
        case .bool(let flag): return flag ? "true" : "false"
        case .array, .object:
            throw CLIError(.configuration, "\(origin): the file at \(name): expected a text, a number, true or false")
        }
    }
}
