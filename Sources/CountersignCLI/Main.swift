internal import ArgumentParser
internal import CountersignService

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// From the words of the command line to an exit code.
@main
enum Main {
    static func main() {
        prepareProcess()
        exit(status().rawValue)
    }

    private static func prepareProcess() {
        Descriptor.fillStandardPlaces()
        // A reader that has gone is an error of the write (74), not a signal: temporary files are still removed.
        signal(SIGPIPE, SIG_IGN)
        // Ctrl-\ ends the program; the Swift runtime would print a backtrace of it first.
        signal(SIGQUIT, SIG_DFL)
        // Services and fleets have as many connections as the system allows.
        DescriptorLimit.raise()
        // Keys and passphrases do not end up in a core file.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Darwin)
            setrlimit(RLIMIT_CORE, &none)
        #else
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        #endif
    }

    private static func status() -> ExitStatus {
        guard let words = RawCommandLine.words() else {
            Console.report(
                CLIError(
                    .internalFault, "the system does not tell the command line's words",
                    hint: "mount /proc; without it no program can find its arguments"))
            return .internalFault
        }
        do {
            var command = try CountersignCommand.parseAsRoot(RawCommandLine.escaped(words))
            guard let verb = command as? any Verb else {
                try command.run()
                return .success
            }
            return perform(verb)
        } catch {
            return leave(with: error)
        }
    }

    private static func perform(_ verb: any Verb) -> ExitStatus {
        do {
            return try verb.perform()
        } catch {
            let error = CLIError(any: error)
            if verb.reporting.json, error.code != .outputClosed, error.code.status != .usage {
                try? Console.print(error.json.rendered)
            }
            // A reader that has gone has asked for silence.
            if error.code != .outputClosed { Console.report(error) }
            return error.code.status
        }
    }

    /// What the argument parser has to say: help, version and completions on standard output, or a usage error.
    private static func leave(with error: any Error) -> ExitStatus {
        let message = CountersignCommand.fullMessage(for: error)
        guard !CountersignCommand.exitCode(for: error).isSuccess else {
            do {
                try Console.print(message)
                return .success
            } catch {
                if error.code != .outputClosed { Console.report(error) }
                return error.code.status
            }
        }
        Console.line("error", UsageMessage.of(message), colour: "31")
        return .usage
    }
}
