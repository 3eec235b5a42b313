public import Logging
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Writes one JSON object a line to standard error. Control characters are escaped, so that no value can forge a line.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?

    private let label: String
    private let clock: any ServiceClock
    private let emit: @Sendable (String) -> Void

    /// - Parameter emit: Receives each finished line with its newline; standard error by default.
    public init(
        label: String, level: Logger.Level = .info, clock: any ServiceClock = SystemClock(),
        emit: @escaping @Sendable (String) -> Void = Self.writeToStandardError
    ) {
        self.label = label
        self.logLevel = level
        self.clock = clock
        self.emit = emit
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var members = metadata
        if let provided = metadataProvider?.get() { members.merge(provided) { $1 } }
        if let own = event.metadata { members.merge(own) { $1 } }
        var line = "{\"time_ms\":\(clock.now.milliseconds),\"level\":\"\(event.level)\",\"logger\":"
        line += LogText.quoted(label) + ",\"message\":" + LogText.quoted("\(event.message)")
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            line += "," + LogText.quoted(key) + ":" + LogText.quoted("\(value)")
        }
        emit(line + "}\n")
    }

    /// One `write` call a line, so that lines of several threads do not mix.
    @Sendable public static func writeToStandardError(_ line: String) {
        let bytes = Array(line.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { write(2, $0.baseAddress?.advanced(by: sent), bytes.count - sent) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return }
            sent += count
        }
    }
}
