import Foundation
import Testing

@Suite("Acceptance rows of the repository and the build")
struct RepositoryTests {
    private let shell: Shell

    init() throws {
        shell = try Shell()
    }

    @Test("the top level has the manifest, the folders and README (CARD-001, CARD-002, CARD-003, CARD-004, CARD-005)")
    func hasItsTopLevel() {
        for (name, isFolder) in [
            ("Package.swift", false), ("Sources", true), ("Tests", true), ("vectors", true), ("README.md", false),
        ] {
            var found: ObjCBool = false
            #expect(FileManager.default.fileExists(atPath: BuiltTool.root.path + "/" + name, isDirectory: &found))
            #expect(found.boolValue == isFolder, "\(name)")
        }
    }

    @Test("README's first lines say what kind of thing this is (CARD-006)")
    func saysWhatItIs_inTheFirstLines() throws {
        let text = try String(contentsOf: BuiltTool.root.appendingPathComponent("README.md"), encoding: .utf8)
        let first = text.split(separator: "\n").prefix(3).joined(separator: " ")
        #expect(first.contains("cryptographic device-binding toolkit"))
    }

    @Test("the tool is linked with the system's libcrypto, which it finds through a C module (CARD-007)")
    func usesTheSystemsOpenSSL() throws {
        let linked = try shell.run("ldd \"$(command -v countersign)\"")
        #expect(linked.exitCode == 0)
        #expect(try Regex("libcrypto\\.so\\.\\d+ => /").firstMatch(in: linked.output) != nil, "\(linked.output)")
        let map = BuiltTool.root.appendingPathComponent("Sources/COpenSSL/module.modulemap")
        #expect(try String(contentsOf: map, encoding: .utf8).contains("link \"crypto\""))
    }

    @Test("without libssl-dev the first command says what to install, and stops (CARD-007, CARD-008)")
    func namesThePackage_whenTheHeaderIsMissing() throws {
        // A compiler that finds no header, on a machine where nothing may be installed.
        let outcome = try shell.run(
            """
            mkdir bin; for tool in bash dirname readlink id; do ln -s "$(command -v $tool)" bin/; done
            printf '#!/bin/bash\\nexit 1\\n' > bin/cc; cp bin/cc bin/swift; chmod 755 bin/cc bin/swift
            PATH=$PWD/bin bash '\(BuiltTool.root.path)/Scripts/setup.sh' build
            """)
        #expect(outcome.exitCode == 69)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("packages are missing: libssl-dev "))
        #expect(outcome.errors.contains("sudo apt-get install libssl-dev "))
    }

    @Test("what was measured stands beside OpenSSL, with CPU, compiler and version (CARD-019, CARD-020)")
    func namesTheMachine_whereItShowsBenchmarks() throws {
        let text = try String(contentsOf: BuiltTool.root.appendingPathComponent("BENCHMARKS.md"), encoding: .utf8)
        for area in ["verifier", "signing"] {
            let marks = ["<!-- \(area): begin -->", "<!-- \(area): end -->"].compactMap { text.range(of: $0) }
            try #require(marks.count == 2, "\(area)")
            let tables = text[marks[0].upperBound..<marks[1].lowerBound]
            for cell in ["| cpu |", "| compiler |", "| openssl | OpenSSL 3.", "| × OpenSSL |"] {
                #expect(tables.contains(cell), "\(area): \(cell)")
            }
        }
        for figure in [
            "unknown-256", "enrolled-32k-1000", "enrolled-32k-100000", "enrolled-2k", "scalar-enrolled-32k",
            "scalar-unknown", "portable-enrolled-32k", "portable-unknown", "road-share", "latency-8", "bulk-records",
        ] {
            #expect(text.contains("| `\(figure)` |"), "\(figure)")
        }
    }
}
