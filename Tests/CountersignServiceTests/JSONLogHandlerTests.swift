import CountersignService
import Logging
import Synchronization
import Testing

@Suite struct JSONLogHandlerTests {
    @Test func writesOneLine_whenAValueHoldsLineEndsAndEscapes() {
        let lines = LineBox()
        var logger = Logger(label: "sandbox") { _ in
            JSONLogHandler(label: "sandbox", clock: VirtualClock(frozenAt: Moment(milliseconds: 5))) {
                lines.append($0)
            }
        }
        logger[metadataKey: "path"] = "/a\r\n{\"level\":\"fake\"}\u{1B}[31m\u{2028}"
        logger.info("hello \"you\"")
        #expect(
            lines.all == [
                #"{"time_ms":5,"level":"info","logger":"sandbox","message":"hello \"you\"","path":"/a\u000d\u000a{\"level\":\"fake\"}\u001b[31m\u2028"}"#
                    + "\n"
            ])
    }

    @Test func cutsAValue_whenItIsLong() {
        let lines = LineBox()
        let logger = Logger(label: "sandbox") { _ in JSONLogHandler(label: "sandbox") { lines.append($0) } }
        logger.info("\(String(repeating: "x", count: 1_000_000))")
        #expect(lines.all.count == 1 && lines.all[0].utf8.count < 3000)
    }
}

private final class LineBox: Sendable {
    private let lines = Mutex<[String]>([])
    func append(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}
