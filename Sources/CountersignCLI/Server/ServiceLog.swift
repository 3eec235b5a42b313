internal import CountersignService
internal import Logging

/// Where a service's log goes: JSON lines, or lines for people on a terminal.
enum ServiceLog {
    /// Once in a process.
    static func bootstrap(label: String, level: Logger.Level) -> Logger {
        let isTerminal = Descriptor.standardError.isTerminal
        LoggingSystem.bootstrap { label in
            if !isTerminal { return JSONLogHandler(label: label, level: level) }
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: label)
    }
}
