/// What the exit code of every command means: `sysexits.h`, and 1 for a definite "no".
///
/// `openssl` and `minisign` answer 1 both for a bad signature and for a missing file, so that a script cannot
/// tell the two apart; here 1 has one meaning.
enum ExitStatus: Int32 {
    /// Done, or: the signature is good.
    case success = 0
    /// The thing asked about is definitely not good.
    case negative = 1
    /// The command line is wrong.
    case usage = 64
    /// The input is malformed: hex, DER, JSON, key, UTF-8.
    case malformed = 65
    /// An input file is missing or cannot be opened.
    case missingInput = 66
    /// A server cannot be reached, or cannot listen.
    case unavailable = 69
    /// A defect of this program or of libcrypto.
    case internalFault = 70
    /// The output file exists, or cannot be created.
    case wouldOverwrite = 73
    /// Reading or writing failed.
    case io = 74
    /// Something is locked, or the awaited answer did not come in time.
    case temporary = 75
    /// The server refused, or answered something else than its API.
    case refused = 76
    /// Key file permissions are too open, or the passphrase is wrong.
    case denied = 77
    /// A variable or a configuration file is wrong, or asks for what this machine cannot do, such as a missing kernel.
    case configuration = 78
}
