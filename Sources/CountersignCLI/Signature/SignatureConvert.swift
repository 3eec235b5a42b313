internal import ArgumentParser
internal import Countersign

/// `countersign signature convert`: the same signature in another encoding.
struct SignatureConvert: Verb {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Write a signature in another encoding.",
        discussion: """
            Examples:
              countersign signature convert "$FIELD" --to rs-base64url
              countersign signature convert "$FIELD" --to der > signature.der
              countersign signature convert --file signature.der --to der-hex

            Encodings: der-hex (the 'signature' field), der-base64, der (bytes), rs-hex, rs-base64, rs-base64url \
            and rs (bytes). r and s of the result are those of the input; a high s stays high.
            """)

    @OptionGroup var source: SignatureSource

    @Option(help: ArgumentHelp("The encoding to write.", valueName: "encoding"))
    var to: SignatureForm

    @Option(help: ArgumentHelp("The encoding of the input, instead of finding out.", valueName: "encoding"))
    var from: SignatureForm?

    @OptionGroup var reporting: ReportOptions

    func perform() throws -> ExitStatus {
        let bytes = try source.bytes(reporting.console)
        let (signature, form) = try from.map { (try $0.read(bytes), $0) } ?? SignatureForm.detect(bytes)
        let result = to.bytes(of: signature)
        if reporting.json {
            let value = to.encoding == nil ? Hex.encode(result) : String(decoding: result, as: UTF8.self)
            let document = JSON.object([
                ("from", .string(form.rawValue)), ("to", .string(to.rawValue)), ("signature", .string(value)),
            ])
            try Console.print(document.rendered)
        } else {
            try Console.print(bytes: to.encoding == nil ? result : result + [0x0A])
        }
        return .success
    }
}
