import Foundation
import Testing

@Suite("Help, manual pages, completions")
struct HelpTests {
    private let shell: Shell
    private let entries: [CommandTree.Entry]

    init() throws {
        shell = try Shell()
        entries = try CommandTree.read(shell).entries
    }

    @Test("the tool has the nouns and verbs that it must have")
    func hasEveryCommand() {
        #expect(
            Set(entries.map(\.line)) == [
                "countersign", "countersign key", "countersign key new", "countersign key show",
                "countersign key convert", "countersign challenge", "countersign challenge sign",
                "countersign challenge verify", "countersign challenge trace", "countersign challenge explain",
                "countersign signature", "countersign signature inspect", "countersign signature convert",
                "countersign batch", "countersign batch verify", "countersign batch kernels",
                "countersign sandbox", "countersign sandbox serve",
                "countersign security", "countersign security login", "countersign security logout",
                "countersign security authorize", "countersign security regenerate", "countersign security pending",
                "countersign security devices", "countersign security deregister", "countersign security post-login",
                "countersign prevalidator", "countersign prevalidator serve", "countersign audit",
                "countersign audit check",
                "countersign device", "countersign device new", "countersign device bind", "countersign device approve",
                "countersign device sign", "countersign device list", "countersign device show",
                "countersign device rename", "countersign device clone", "countersign device rotate",
                "countersign device export", "countersign device import", "countersign device passphrase",
                "countersign device wipe",
                "countersign device serve", "countersign fleet", "countersign fleet run", "countersign demo",
                "countersign change-request", "countersign change-request get", "countersign change-request list",
                "countersign change-request authorize", "countersign change-request confirm",
                "countersign change-request wait", "countersign webhook", "countersign webhook listen",
            ])
    }

    @Test("--help of every command goes to standard output, examples first")
    func helpsOnEveryCommand() throws {
        for entry in entries {
            let outcome = try shell.run(entry.line + " --help")
            #expect(outcome.exitCode == 0)
            #expect(outcome.errors == "")
            let examples = try #require(outcome.output.range(of: "Examples:\n"), "\(entry.line) has no examples")
            let usage = try #require(outcome.output.range(of: "USAGE:"))
            #expect(examples.lowerBound < usage.lowerBound)
            #expect(!entry.examples.isEmpty)
        }
    }

    @Test("every example of every help text does what it shows")
    func runsEveryExample() throws {
        var count = 0
        for entry in entries {
            for example in entry.examples {
                let shell = try exampleFolder(for: example)
                let outcome = try shell.run(Self.command(example), environment: Self.exampleEnvironment)
                // What 'explain' is asked about may be wrong: that is what it is for.
                let isGood = outcome.exitCode == 0 || (example.contains("explain") && outcome.exitCode == 1)
                #expect(isGood, "\(entry.line): \(example)\n\(outcome.errors)")
                #expect(outcome.errors == "", "\(entry.line): \(example)")
                count += 1
            }
        }
        print("command line examples: \(count) run")
        #expect(count >= 30)
    }

    /// A server runs until it is told to end, and then it ends well. It is told once it has printed its address.
    private static func endingServer(_ example: String) -> String {
        """
        \(example) > address & server=$!
        until [ -s address ] || ! kill -0 $server; do sleep 0.05; done
        kill -TERM $server; wait $server
        """
    }

    @Test("the manual pages are those that the generator writes, and each shows every option and example")
    func keepsManualPagesTrue() throws {
        let folder = BuiltTool.root.appendingPathComponent("docs/man")
        let outcome = try shell.run(
            "python3 '\(BuiltTool.root.path)/Scripts/generate-man.py' \"$(command -v countersign)\" man")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let generated = shell.folder.appendingPathComponent("man")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(entries.map(\.page)))
        for entry in entries {
            let page = try String(contentsOf: folder.appendingPathComponent(entry.page), encoding: .utf8)
            let fresh = try String(contentsOf: generated.appendingPathComponent(entry.page), encoding: .utf8)
            #expect(page == fresh, "run Scripts/generate-man.py")
            let text = page.replacingOccurrences(of: "\\-", with: "-").replacingOccurrences(of: "\\e", with: "\\")
            for name in (entry.command.arguments ?? []).compactMap(\.longName) {
                #expect(text.contains("\\fB\(name)\\fR"), "\(entry.page) lacks \(name)")
            }
            for example in (entry.command.discussion ?? "").split(separator: "\n") where example.hasPrefix("  ") {
                #expect(text.contains(example.drop { $0 == " " }), "\(entry.page) lacks \(example)")
            }
        }
    }

    @Test("docs/cli-json.md shows what the tool prints")
    func keepsTheJSONDocumentTrue() throws {
        let root = BuiltTool.root.path
        let outcome = try shell.run(
            "python3 '\(root)/Scripts/check-documents.py' \"$(command -v countersign)\" '\(root)/docs/cli-json.md'")
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("23 commands, 0 differ"))
    }

    @Test("docs/device.md shows what the tool prints against a sandbox")
    func keepsTheDeviceDocumentTrue() throws {
        let root = BuiltTool.root.path
        let outcome = try shell.run(
            "python3 '\(root)/Scripts/check-documents.py' \"$(command -v countersign)\" '\(root)/docs/device.md'",
            seconds: 120)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("25 commands, 0 differ"), "\(outcome.output)")
    }

    @Test("docs/client.md shows what the tool prints against a sandbox, and whom polling is for (S0-040)")
    func keepsTheClientDocumentTrue() throws {
        let root = BuiltTool.root.path
        let outcome = try shell.run(
            "python3 '\(root)/Scripts/check-documents.py' \"$(command -v countersign)\" '\(root)/docs/client.md'",
            seconds: 120)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("13 commands, 0 differ"), "\(outcome.output)")
        let text = try String(contentsOfFile: root + "/docs/client.md", encoding: .utf8)
        #expect(text.contains("Polling is for tests and tools"))
        #expect(text.contains("a service listens to the webhook"))
    }

    @Test("docs/security-v2.md shows what the tool prints against a sandbox")
    func keepsTheSecurityDocumentTrue() throws {
        let root = BuiltTool.root.path
        let outcome = try shell.run(
            "python3 '\(root)/Scripts/check-documents.py' \"$(command -v countersign)\" '\(root)/docs/security-v2.md'",
            seconds: 120)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("11 commands, 0 differ"), "\(outcome.output)")
    }

    @Test("an option that takes a value takes any value, and a flag takes none")
    func takesAnyValue_whateverItLooksLike() throws {
        var count = 0
        for entry in entries {
            for argument in entry.command.arguments ?? [] where !["--help", "--version"].contains(argument.longName) {
                guard let name = argument.longName else { continue }
                // Where the value is a good one, the server starts.
                let limit = entry.line.hasSuffix(" serve") ? "timeout 10 " : ""
                let outcome = try shell.run("\(limit)\(entry.line) \(name) --help")
                if argument.kind == "flag" {
                    #expect(outcome.exitCode == 0, "\(entry.line) \(name) took --help as its value")
                } else {
                    #expect(outcome.exitCode != 0, "\(entry.line) \(name) did not take --help as its value")
                    #expect(!outcome.errors.contains("missing value"))
                }
                count += 1
            }
        }
        #expect(count > 60)
    }

    @Test("bash completes nouns, verbs, options and formats")
    func completesInBash() throws {
        #expect(
            try shell.run("countersign --generate-completion-script bash > completion && bash -n completion").exitCode
                == 0)
        for (words, expected) in [
            ("countersign ''", ["key", "challenge", "signature"]), ("countersign key ''", ["new", "show", "convert"]),
            ("countersign key convert --to ''", ["pkcs8", "jwk"]),
            ("countersign challenge sign --pass", ["--passphrase-file"]),
        ] {
            let outcome = try shell.run(
                """
                source completion; COMP_WORDS=(\(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
                _countersign countersign "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"; printf '%s\\n' "${COMPREPLY[@]}"
                """)
            let found = Set(outcome.output.split(whereSeparator: \.isWhitespace).map(String.init))
            #expect(found.isSuperset(of: expected), "\(words): \(outcome.output)\(outcome.errors)")
        }
    }

    @Test("the completions of zsh and fish name every verb; the shells parse them where they are installed")
    func completesInOtherShells() throws {
        for name in ["zsh", "fish"] {
            let script = try shell.run("countersign --generate-completion-script \(name) | tee completion.\(name)")
            #expect(script.exitCode == 0)
            for word in entries.flatMap(\.words) { #expect(script.output.contains(word)) }
            guard try shell.run("command -v \(name)").exitCode == 0 else {
                print("skipped: \(name) -n completion.\(name), because \(name) is not installed")
                continue
            }
            let parsed = try shell.run("\(name) -n completion.\(name)")
            #expect(parsed.exitCode == 0, "\(parsed.errors)")
        }
    }

    /// A server runs until it is told to end, and then it ends well; whoever calls a bank needs one.
    private static func command(_ example: String) -> String {
        if let line = SecurityExample.command(example) { return line }
        if example.contains(" serve") || example.contains("webhook listen") { return endingServer(example) }
        if DeviceExample.needsBank(example) { return DeviceExample.command(example) }
        guard example.contains("change-request") else { return example }
        return """
            timeout 60 countersign sandbox serve --port 0 --books seed.json > url 2> log & bank=$!
            until [ -s url ]; do sleep 0.1; done
            export COUNTERSIGN_BANK_URL=$(cat url) COUNTERSIGN_BANK_CLIENT_ID=me COUNTERSIGN_BANK_CLIENT_SECRET=secret
            token=$(curl -s -u me:secret -d grant_type=client_credentials $(cat url)/oauth2/token | cut -d'"' -f4)
            ID=$(curl -s -d '{"person_id":"ada"}' -H "Authorization: Bearer $token" \
                $(cat url)/_sandbox/change_requests | cut -d'"' -f4)
            PERSON=ada DEVICE=phone
            \(example)
            code=$?; kill $bank; wait $bank; exit $code
            """
    }

    private static let exampleEnvironment = [
        "FIELD": Fixture.bankSignature, "STRING_TO_SIGN": "0f1d3a9c-7f1e-4b51-9b0a-5f6c2a7e8d10",
        // Beside a server that somebody else runs on the usual port.
        "COUNTERSIGN_SANDBOX_PORT": "0", "COUNTERSIGN_PREVALIDATOR_PORT": "0",
        "COUNTERSIGN_PREVALIDATOR_PROXY_PORT": "0",
    ]

    /// What the examples presuppose: a phone's key, the bank's published key, and the files they name.
    private func exampleFolder(for example: String) throws -> Shell {
        let shell = try Shell()
        if !example.contains("--out phone.pem") {
            try shell.create("phone.pem", Fixture.keyLines.map { $0 + "\n" }.joined())
        }
        try shell.create("passphrase.txt", "correct horse\n")
        try shell.create("challenge.txt", "212212\n")
        try shell.create(
            "records.ndjson",
            #"{"key":"\#(Fixture.bankKey)","challenge":"212212","signature":"\#(Fixture.bankSignature)"}"# + "\n")
        try shell.create("keys.ndjson", #"{"key_id":"phone","key":"\#(Fixture.bankKey)"}"# + "\n")
        try shell.create("settings.json", #"{"otp-attempts":1}"#)
        try shell.create("prevalidator.json", #"{"rate":500}"#)
        try shell.create("callers.json", #"{"backend":"a long random token"}"#)
        try shell.create("audit.ndjson", Fixture.auditLog)
        // A log of three files, two of which came before.
        try shell.create("audit-1.ndjson", "")
        try shell.create("audit-2.ndjson", "")
        let phone = #"{"id":"phone","keys":[{"key":"\#(Fixture.point)"}]}"#
        try shell.create(
            "seed.json", #"{"persons":[{"id":"ada","number":"+491512345678","devices":[\#(phone)]}]}"#)
        let prepared = try shell.run(
            """
            countersign key convert \(Fixture.bankKey) --to spki --out public.pem &&
            countersign key convert \(Fixture.point) --to spki --out other.pem &&
            countersign signature convert \(Fixture.bankSignature) --to der > signature.der
            """)
        #expect(prepared.exitCode == 0, "\(prepared.errors)")
        try DeviceExample.prepare(shell, for: example)
        return shell
    }
}
