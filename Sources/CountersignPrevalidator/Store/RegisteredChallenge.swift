import Countersign
import CountersignAPI
import CountersignService

/// A text that waits for its signature. What may change (consumed, attempts) stays in the store; all of this does not,
/// for one ``generation``. A class, since it is handed around more often than made.
final class RegisteredChallenge: Sendable {
    let id: Identifier
    /// Who has to sign; nil: any enrolled key.
    let deviceID: Identifier?
    /// The key purpose that is asked for; nil: any.
    let purpose: String?
    let text: Challenge
    let registeredAt: Moment
    let expiresAt: Moment
    /// Drawn at random for each text that is registered, so that none comes back, not even under an id that was
    /// forgotten in between: what was verified over another text claims nothing here.
    let generation: Int64

    init(
        id: Identifier, deviceID: Identifier?, purpose: String?, text: Challenge, registeredAt: Moment,
        expiresAt: Moment, generation: Int64 = .random(in: .min ... .max)
    ) {
        self.id = id
        self.deviceID = deviceID
        self.purpose = purpose
        self.text = text
        self.registeredAt = registeredAt
        self.expiresAt = expiresAt
        self.generation = generation
    }

    func isSame(as other: RegisteredChallenge) -> Bool {
        deviceID == other.deviceID && text == other.text
            && purpose.map { Array($0.utf8) } == other.purpose.map { Array($0.utf8) }
    }
}

/// A request to spend a challenge: keyed on challenge and key, never on bytes of a signature, whose twin is as valid.
struct Claim: Sendable {
    let challengeID: Identifier
    let generation: Int64
    let keyID: Identifier
    let deviceID: Identifier
}

/// What a claim came to.
enum ClaimOutcome: Sendable, Equatable {
    case claimed
    case refused(VerdictCode)
    /// The id stands for another text by now.
    case superseded
}

/// What counting a wrong signature came to.
enum AttemptOutcome: Sendable, Equatable {
    /// Wrong signatures that the challenge still stands.
    case counted(left: Int)
    case refused(VerdictCode)
    case superseded
}

/// What is known of a challenge, for who asks about it.
struct ChallengeState: Sendable {
    let challenge: RegisteredChallenge
    let attempts: Int
    let consumedAt: Moment?
    let consumedBy: Identifier?
}
