import Testing

/// Every Swift example of a document stands in a file of this folder, between lines `// begin DOCUMENT` and
/// `// end DOCUMENT`, where it is compiled and run.
struct ExampleTests {
    @Test("each Swift example of a document is, word for word, one that a test of this folder runs")
    func runsEveryExample() throws {
        let shown = try SwiftExample.ofDocuments()
        let run = try SwiftExample.ofTests()
        #expect(Set(shown.keys) == Set(run.keys))
        var count = 0
        for (document, examples) in shown {
            let tests = run[document] ?? []
            #expect(examples.count == tests.count, "\(document) shows \(examples.count), \(tests.count) are run")
            for (example, test) in zip(examples, tests) {
                #expect(example.lines == test.lines, "\(document)")
                #expect(test.imports.isSuperset(of: example.imports), "\(document)")
                count += 1
            }
        }
        print("Swift examples of documents: \(count) run")
        #expect(count == 18)
    }

    @Test("what an example imports is a product of the package, or comes with the compiler")
    func importsProducts() throws {
        let products = try SwiftExample.products()
        for (document, examples) in try SwiftExample.ofDocuments() {
            for line in examples.flatMap(\.imports) where line != "import Testing" {
                #expect(products.contains(String(line.dropFirst("import ".count))), "\(document): \(line)")
            }
        }
        #expect(products.isSuperset(of: ["Countersign", "CountersignClient", "CountersignPrevalidator"]))
    }

    @Test func findsADifference_whenAWordChanges() {
        let text = ["```swift", "import A", "", "let a = 1   // one", "```"]
        let example = SwiftExample.shown(in: text)
        let same = ["    import A", "    // begin D", "    let a = 1  // one", "    // end D"]
        #expect(SwiftExample.run(in: same)["D"]?.first?.lines == example.first?.lines)
        #expect(example.first?.imports == ["import A"])
        let other = ["    // begin D", "    let a = 2  // one", "    // end D"]
        #expect(SwiftExample.run(in: other)["D"]?.first?.lines != example.first?.lines)
    }
}
